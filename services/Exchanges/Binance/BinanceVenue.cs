using Microsoft.Extensions.Logging;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Binance.Spot;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance;

internal sealed class BinanceVenue(VenueDescription description, BinanceMarket market) : IVenue
{
    public VenueDescription Description => description;

    public IMarketFeed Feed { get; } = new BinanceFeed(market);

    public IVenueHistory CreateHistory(VenueLink link, VenueServices services) => BinanceRestClient.Create(link, market, services);

    // Orders are those of spot: a description that takes none is never asked to send one.
    public OrderEntry CreateOrders(TradingSettings settings, WeightGate gate, ServerClock clock, VenueServices services) => new(
        new BinanceOrderClient(
            settings, clock, gate, services.Metrics, services.Reachability,
            services.Logs.CreateLogger<BinanceOrderClient>(), services.Time),
        new BinanceUserStream(settings, clock));
}

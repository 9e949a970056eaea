using Trading.Exchanges.Limits;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.OrderExecution.Tests.Stubs;

/// <summary>A shipped venue whose orders go where the test says.</summary>
internal sealed class SubstituteVenue(IVenue venue, IOrderVenue orders, IUserStream reports) : IVenue
{
    public VenueDescription Description { get; init; } = venue.Description;

    public IMarketFeed Feed => venue.Feed;

    public IVenueHistory CreateHistory(VenueLink link, VenueServices services) => venue.CreateHistory(link, services);

    public OrderEntry CreateOrders(TradingSettings settings, WeightGate gate, ServerClock clock, VenueServices services) =>
        new(orders, reports);
}

using Trading.Exchanges.Limits;

namespace Trading.Exchanges.Venues;

/// <summary>A place that trades: what it is, and the makers of what talks to it. It holds no state and no connection.</summary>
public interface IVenue
{
    VenueDescription Description { get; }

    IMarketFeed Feed { get; }

    /// <summary>The one client of the process for this venue's market data: it owns the weight gate and the venue's clock.</summary>
    IVenueHistory CreateHistory(VenueLink link, VenueServices services);

    /// <param name="gate">Of the history: orders and market data share the venue's limit.</param>
    /// <param name="clock">Of the history.</param>
    OrderEntry CreateOrders(TradingSettings settings, WeightGate gate, Transport.ServerClock clock, VenueServices services);
}

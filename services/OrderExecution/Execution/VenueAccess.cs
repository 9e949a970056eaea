using Trading.Contracts;
using Trading.Exchanges;
using Trading.Exchanges.Orders;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Whether orders may go to the venue. A real venue needs keys and an explicit switch; the simulator needs keys only.
/// </summary>
internal sealed class VenueAccess
{
    public VenueAccess(IOrderVenue venue, VenueOptions options)
    {
        Venue = venue;
        IsLive = options.Name != Venues.Simulator;
        RestUrl = options.RestUrl;
        ClosedReason = options.Name switch
        {
            _ when string.IsNullOrEmpty(options.ApiKey) || string.IsNullOrEmpty(options.ApiSecret) => "Venue:ApiKey and Venue:ApiSecret are not set.",
            Venues.BinanceUsdm => "Orders on USD-M futures are not supported.",
            _ when IsLive && !options.LiveOrders => "Venue:LiveOrders is not set.",
            _ => null,
        };
    }

    public IOrderVenue Venue { get; }

    public Uri RestUrl { get; }

    /// <summary>True when orders move real money.</summary>
    public bool IsLive { get; }

    /// <summary>Why orders are refused; null when they are not.</summary>
    public string? ClosedReason { get; }

    public bool IsOpen => ClosedReason is null;
}

using Trading.Exchanges;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Venues;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Whether orders may go to the venue. A real venue needs keys and an explicit switch; the simulator needs keys only.
/// </summary>
internal sealed class VenueAccess
{
    public VenueAccess(IOrderVenue venue, VenueLink link, VenueOptions options)
    {
        Venue = venue;
        IsLive = !link.Venue.IsSimulated;
        RestUrl = link.RestUrl;
        ClosedReason =
            string.IsNullOrEmpty(options.ApiKey)
                || string.IsNullOrEmpty(options.ApiSecret) ? "Venue:ApiKey and Venue:ApiSecret are not set."
            : !link.Venue.TakesOrders ? $"Orders on {link.Venue.Market} are not supported."
            : IsLive && !options.LiveOrders ? "Venue:LiveOrders is not set."
            : null;
    }

    public IOrderVenue Venue { get; }

    public Uri RestUrl { get; }

    /// <summary>True when orders move real money.</summary>
    public bool IsLive { get; }

    /// <summary>Why orders are refused; null when they are not.</summary>
    public string? ClosedReason { get; }

    public bool IsOpen => ClosedReason is null;
}

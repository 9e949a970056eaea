using Trading.Exchanges;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Venues;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Whether orders may go to the venue. A real venue needs keys and an explicit switch; the simulator needs keys only.
/// </summary>
internal sealed class VenueAccess
{
    public VenueAccess(IOrderVenue venue, VenueLink link, VenueOptions options, VenueCatalog catalog)
    {
        Venue = venue;
        Name = link.Venue.Name;
        IsSimulated = link.Venue.IsSimulated;
        RestUrl = link.RestUrl;
        var section = catalog.Run.Count == 1 ? VenueOptions.Section : $"{VenueOptions.Section}:{nameof(VenueOptions.Each)}:{Name}";
        ClosedReason =
            !link.Venue.TakesOrders ? $"Orders on {link.Venue.Market} are not supported."
            : string.IsNullOrEmpty(options.ApiKey) || string.IsNullOrEmpty(options.ApiSecret)
                ? $"{section}:ApiKey and {section}:ApiSecret are not set."
            : IsLive && !options.LiveOrders ? $"{section}:LiveOrders is not set."
            : null;
    }

    /// <summary>Of the venue, as it stands in stored rows.</summary>
    public string Name { get; }

    public IOrderVenue Venue { get; }

    public Uri RestUrl { get; }

    /// <summary>True when orders move real money.</summary>
    public bool IsLive => !IsSimulated;

    public bool IsSimulated { get; }

    /// <summary>Why orders are refused; null when they are not.</summary>
    public string? ClosedReason { get; }

    public bool IsOpen => ClosedReason is null;
}

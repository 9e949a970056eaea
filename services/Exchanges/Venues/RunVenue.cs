namespace Trading.Exchanges.Venues;

/// <summary>A venue of this run.</summary>
/// <param name="Options">Its own settings.</param>
public sealed record RunVenue(IVenue Venue, VenueOptions Options, VenueLink Link)
{
    public string Name => Venue.Description.Name;
}

using System.Diagnostics.CodeAnalysis;

namespace Trading.Exchanges.Venues;

/// <summary>Which venue of the run a request means by its <c>venue</c>, and why another is refused.</summary>
public static class VenueRequests
{
    /// <summary>Code of a request that leaves out the venue where the run has several.</summary>
    public const string Needed = "venueNeeded";

    /// <summary>Code of a request for a venue that is not in the run.</summary>
    public const string Unknown = "unknownVenue";

    /// <summary>The one that is meant; the name may be left out where there is one.</summary>
    public static bool TryPick(
        this VenueCatalog venues,
        string? name,
        [NotNullWhen(true)] out RunVenue? venue,
        [NotNullWhen(false)] out RequestRefusal? refusal)
    {
        refusal = venues.TryFindInRun(name, out venue, out var problem)
            ? null
            : new RequestRefusal(name is null ? Needed : Unknown, problem);
        return refusal is null;
    }

    /// <summary>The one that is named; all of them without a name.</summary>
    public static bool TryPickAll(
        this VenueCatalog venues,
        string? name,
        out IReadOnlyList<RunVenue> picked,
        [NotNullWhen(false)] out RequestRefusal? refusal)
    {
        if (name is null)
        {
            (picked, refusal) = (venues.Run, null);
            return true;
        }

        picked = venues.TryPick(name, out var venue, out refusal) ? [venue] : [];
        return refusal is null;
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Trading.Exchanges.Venues;

/// <summary>Which venue of the run a request means by its <c>venue</c>, and the problem that refuses another.</summary>
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
        [NotNullWhen(false)] out ProblemHttpResult? refusal)
    {
        refusal = venues.TryFindInRun(name, out venue, out var problem) ? null : Refuse(name, problem);
        return refusal is null;
    }

    /// <summary>The one that is named; all of them without a name.</summary>
    public static bool TryPickAll(
        this VenueCatalog venues,
        string? name,
        out IReadOnlyList<RunVenue> picked,
        [NotNullWhen(false)] out ProblemHttpResult? refusal)
    {
        if (name is null)
        {
            (picked, refusal) = (venues.Run, null);
            return true;
        }

        picked = venues.TryPick(name, out var venue, out refusal) ? [venue] : [];
        return refusal is null;
    }

    /// <param name="name">As the request has it; null where it has none.</param>
    /// <param name="problem">What the caller reads.</param>
    public static ProblemHttpResult Refuse(string? name, string problem) => TypedResults.Problem(
        problem,
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = name is null ? Needed : Unknown });
}

namespace Trading.Downloader.Api;

/// <summary>Request weight of a venue of the run.</summary>
/// <param name="Limit">Weight per minute and IP.</param>
/// <param name="Used">Used in the present minute, as the venue counts it.</param>
/// <param name="WindowEnds">UTC.</param>
/// <param name="PausedUntil">UTC; null unless the venue has said stop (429, 418).</param>
internal sealed record BudgetView(
    string Venue, int Limit, int Used, int Remaining, DateTime WindowEnds, DateTime? PausedUntil, IReadOnlyList<LaneView> Lanes);

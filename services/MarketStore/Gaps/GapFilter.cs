using Trading.Contracts;

namespace Trading.MarketStore.Gaps;

/// <summary>Which gaps to list, newest first. What is null does not filter.</summary>
public readonly record struct GapFilter(
    GapState? State = null,
    string? Venue = null,
    string? Symbol = null,
    MarketDataKind? Kind = null,
    int Limit = 1000);

namespace Trading.MarketData.Recovery;

/// <summary>One stored bar against what the stored trades make of it.</summary>
/// <param name="Interval">A venue interval or a window such as <c>tick:1000</c>.</param>
/// <param name="Position">Position of a window's bar; null for a venue interval.</param>
/// <param name="Fields">Names of the fields that differ; <c>missing</c>: not stored; <c>noTrades</c>: its trades are not stored.</param>
/// <param name="Stored">The stored bar; null when it is missing.</param>
/// <param name="Rebuilt">The bar that the trades make; null when there are none.</param>
internal sealed record BarDifference(
    string Interval, DateTime OpenTime, long? Position, IReadOnlyList<string> Fields, object? Stored, object? Rebuilt);

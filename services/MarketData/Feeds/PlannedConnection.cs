namespace Trading.MarketData.Feeds;

/// <summary>One WebSocket connection to be held open.</summary>
/// <param name="Symbols">Numbers of the symbols whose streams it carries.</param>
public sealed record PlannedConnection(int Index, IReadOnlyList<int> Symbols, Uri Address);

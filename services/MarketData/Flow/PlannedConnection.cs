using Trading.Exchanges.Venues;

namespace Trading.MarketData.Flow;

/// <summary>One WebSocket connection to be held open.</summary>
internal sealed record PlannedConnection(int Index, IReadOnlyList<PlannedStream> Streams, Uri Address)
{
    /// <summary>Numbers of the symbols whose streams it carries.</summary>
    public IReadOnlyList<int> Symbols { get; } = [.. Streams.Select(stream => stream.Symbol).Distinct()];

    public bool CarriesDepth { get; } = Streams.Any(stream => stream.Kind == StreamKind.Depth);
}

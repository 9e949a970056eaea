using System.Diagnostics;
using Trading.Contracts;
using Trading.MarketData.Pipeline;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Flow;

/// <summary>What happened to one symbol: the unit that store, bus, cache and streams take. Never changed once it is made.</summary>
internal sealed record SymbolDelta
{
    public required int Symbol { get; init; }

    /// <summary>New trades.</summary>
    public Trade[] Trades { get; init; } = [];

    public Bar[] ClosedBars { get; init; } = [];

    /// <summary>The open bars as they stand; later ones replace them.</summary>
    public Bar[] OpenBars { get; init; } = [];

    /// <summary>
    /// UTC by our clock, when the stream of a recording closed <see cref="ClosedBars"/>; null in real time and for fetched trades.
    /// </summary>
    public DateTime? ReplayedAt { get; init; }

    /// <summary>Closed bars as the venue itself sent them.</summary>
    public Bar[] VenueBars { get; init; } = [];

    /// <summary>Closed bars to aggregate again from the store.</summary>
    public BarKey[] LateBars { get; init; } = [];

    /// <summary>Closed bars of windows that are no venue intervals.</summary>
    public WindowBar[] ClosedWindows { get; init; } = [];

    /// <summary>Their open bars as they stand.</summary>
    public WindowBar[] OpenWindows { get; init; } = [];

    /// <summary>Their closed bars to aggregate again from the store.</summary>
    public WindowKey[] LateWindows { get; init; } = [];

    /// <summary>Checkpoint of the windows behind everything that this and earlier deltas hold.</summary>
    public byte[]? State { get; init; }

    public Hole[] OpenedHoles { get; init; } = [];

    public Hole[] FilledHoles { get; init; } = [];

    public GivenUpHole? GivenUp { get; init; }

    /// <summary>The span of the frames that caused this: parent of everything that follows from it.</summary>
    public ActivityContext Trace { get; init; }
}

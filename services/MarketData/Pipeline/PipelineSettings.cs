using Trading.Contracts;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Pipeline;

/// <summary>What the pure pipeline of a symbol has to know.</summary>
/// <param name="Intervals">Time bars to build.</param>
/// <param name="AllowedLatenessTicks">How far the watermark stays behind the newest exchange time.</param>
/// <param name="ReorderTicks">How long a trade waits for the ids before it until they count as missing.</param>
/// <param name="ReorderTrades">How many trades may wait; more of them end the waiting.</param>
/// <param name="MaxHoles">Most ranges of missing ids that are remembered.</param>
/// <param name="Windows">Bars to cut that are no venue intervals; null for none.</param>
internal sealed record PipelineSettings(
    IReadOnlyList<BarInterval> Intervals,
    long AllowedLatenessTicks = 0,
    long ReorderTicks = 50 * TimeSpan.TicksPerMillisecond,
    int ReorderTrades = 1024,
    int MaxHoles = 100_000,
    IReadOnlyList<WindowSpec>? Windows = null);

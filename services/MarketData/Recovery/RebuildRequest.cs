using Trading.Contracts;
using Trading.MarketData.Windows;
using Trading.MarketStore;

namespace Trading.MarketData.Recovery;

/// <param name="Range">Bars that lie in it whole are compared.</param>
/// <param name="Verify">Compare only; otherwise bars that differ are written again with the next revision.</param>
internal sealed record RebuildRequest(
    InstrumentId Instrument, TimeRange Range, IReadOnlyList<BarInterval> Intervals, IReadOnlyList<WindowSpec> Windows, bool Verify);

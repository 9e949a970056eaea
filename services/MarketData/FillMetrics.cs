using System.Diagnostics.Metrics;
using Trading.MarketData.Windows;

namespace Trading.MarketData;

/// <summary>Bars that requests had filled in, of whatever venue.</summary>
internal sealed class FillMetrics : IDisposable
{
    private readonly Meter _meter = new(MarketDataTelemetry.Name);
    private readonly Counter<long> _fills;

    public FillMetrics()
    {
        _fills = _meter.CreateCounter<long>("normalization_fill_operations_total");
        foreach (var strategy in Enum.GetValues<FillStrategy>())
        {
            Filled(strategy, 0);
        }
    }

    public void Filled(FillStrategy strategy, int bars) =>
        _fills.Add(bars, new KeyValuePair<string, object?>("strategy", strategy switch
        {
            FillStrategy.Forward => "forward",
            FillStrategy.Linear => "linear",
            FillStrategy.Zero => "zero",
            _ => "none",
        }));

    public void Dispose() => _meter.Dispose();
}

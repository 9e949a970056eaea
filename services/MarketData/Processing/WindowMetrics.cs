using System.Diagnostics.Metrics;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Processing;

/// <summary>Windows by type: time, tick, volume and dollar bars tumble; others slide, or are sessions.</summary>
public sealed class WindowMetrics : IDisposable
{
    private static readonly string[] Types = ["tumbling", "sliding", "session"];

    private readonly Meter _meter = new(MarketDataTelemetry.Name);
    private readonly Dictionary<string, string> _types;
    private readonly Counter<long> _created;
    private readonly Counter<long> _triggered;
    private readonly Histogram<long> _size;
    private IReadOnlyList<SymbolState> _states = [];

    public WindowMetrics(MarketDataOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _types = options.WindowList().ToDictionary(window => window.Code, window => window.Type, StringComparer.Ordinal);
        _created = _meter.CreateCounter<long>("windows_created_total", description: "Windows begun.");
        _triggered = _meter.CreateCounter<long>("windows_triggered_total", description: "Windows closed.");
        _size = _meter.CreateHistogram<long>("window_size_events", description: "Trades in a closed window.");
        _meter.CreateObservableGauge("windows_active", () => Types.Select(type => new Measurement<long>(Open(type), Type(type))), description: "Open windows.");
        foreach (var type in Types)
        {
            _created.Add(0, Type(type));
            _triggered.Add(0, Type(type));
        }
    }

    public void Watch(IReadOnlyList<SymbolState> states) => _states = states;

    public void Begun(WindowOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Begun("tumbling", output.WindowsCreated);
        Begun("sliding", output.SlidingCreated);
        Begun("session", output.SessionsCreated);
    }

    public void Ended(SymbolDelta delta)
    {
        ArgumentNullException.ThrowIfNull(delta);
        foreach (ref readonly var bar in delta.ClosedBars.AsSpan())
        {
            Ended("tumbling", bar.TradeCount);
        }

        foreach (ref readonly var bar in delta.ClosedWindows.AsSpan())
        {
            Ended(_types[bar.Window], bar.TradeCount);
        }
    }

    public void Dispose() => _meter.Dispose();

    private void Begun(string type, long windows)
    {
        if (windows > 0)
        {
            _created.Add(windows, Type(type));
        }
    }

    private void Ended(string type, long trades)
    {
        _triggered.Add(1, Type(type));
        _size.Record(trades, Type(type));
    }

    private long Open(string type) => _states.Sum(state => state.Pipeline.Windows.OpenCount(type) + type switch
    {
        "tumbling" => state.Pipeline.Bars.OpenCount,
        "sliding" => state.Pipeline.Bars.OpenSlidingCount,
        _ => 0L,
    });

    private static KeyValuePair<string, object?> Type(string type) => new("window_type", type);
}

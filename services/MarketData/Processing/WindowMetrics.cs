using System.Diagnostics.Metrics;
using Trading.MarketData.Flow;
using Trading.MarketData.State;
using Trading.MarketData.Windows;
using Trading.ServiceDefaults.Metrics.Hot;

namespace Trading.MarketData.Processing;

/// <summary>Windows by type: time, tick, volume and dollar bars tumble; others slide, or are sessions.</summary>
internal sealed class WindowMetrics : IDisposable
{
    private const string Label = "window_type";

    private static readonly string[] Types = ["tumbling", "sliding", "session"];

    private readonly Meter _meter = new(MarketDataTelemetry.Name);
    private readonly Dictionary<string, string> _types;
    private readonly Dictionary<string, Instruments> _instruments;
    private IReadOnlyList<SymbolState> _states = [];

    public WindowMetrics(MarketUniverse universe, MarketDataOptions options, HotMeters hot)
    {
        var venue = ("venue", universe.Venue);
        _types = options.WindowList().ToDictionary(window => window.Code, window => window.Type, StringComparer.Ordinal);
        var created = hot.Counter(MarketDataTelemetry.Name, "windows_created_total");
        var triggered = hot.Counter(MarketDataTelemetry.Name, "windows_triggered_total");
        var size = hot.Histogram("window_size_events");
        _instruments = Types.ToDictionary(
            type => type,
            type => new Instruments(
                created.Bind(venue, (Label, type)), triggered.Bind(venue, (Label, type)), size.Bind(venue, (Label, type))),
            StringComparer.Ordinal);
        _meter.CreateObservableGauge(
            "windows_active",
            () => Types.Select(type => new Measurement<long>(Open(type), new("venue", universe.Venue), new(Label, type))));
    }

    public void Watch(IReadOnlyList<SymbolState> states) => _states = states;

    public void Opened(WindowOutput output)
    {
        Opened("tumbling", output.WindowsCreated);
        Opened("sliding", output.SlidingCreated);
        Opened("session", output.SessionsCreated);
    }

    public void Ended(SymbolDelta delta)
    {
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

    private void Opened(string type, long windows) => _instruments[type].Created.Add(windows);

    private void Ended(string type, long trades)
    {
        var instruments = _instruments[type];
        instruments.Triggered.Increment();
        instruments.Size.Record(trades);
    }

    private long Open(string type) => _states.Sum(state => state.Pipeline.Windows.OpenCount(type) + type switch
    {
        "tumbling" => state.Pipeline.Bars.OpenCount,
        "sliding" => state.Pipeline.Bars.OpenSlidingCount,
        _ => 0L,
    });

    private sealed record Instruments(HotCounter Created, HotCounter Triggered, HotHistogram Size);
}

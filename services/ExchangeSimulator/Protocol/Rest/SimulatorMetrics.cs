using System.Diagnostics.Metrics;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Faults;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Instruments of the simulated exchange. Counts of the tape are read from plain fields when somebody looks.</summary>
internal sealed class SimulatorMetrics : IDisposable
{
    public const string MeterName = "Trading.ExchangeSimulator";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _requests;

    public SimulatorMetrics(Exchange exchange, FaultRegistry faults)
    {
        _requests = _meter.CreateCounter<long>("simulator_requests_total", "{request}");
        _meter.CreateObservableCounter("simulator_trades_total", () => Trades(exchange), "{trade}");
        _meter.CreateObservableGauge("simulator_stream_connections", () => exchange.Hub.Connections.Count, "{connection}");
        _meter.CreateObservableCounter("simulator_faults_total", () => FaultsOf(faults), "{fault}");
    }

    public void Answered(MarketKind kind, int code) =>
        _requests.Add(1, new KeyValuePair<string, object?>("market", NameOf(kind)), new KeyValuePair<string, object?>("code", code));

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<long>> Trades(Exchange exchange) => exchange.Run(() => exchange.Markets
        .Select(m => new Measurement<long>(m.Tape.Count, new KeyValuePair<string, object?>("market", NameOf(m.Spec.Kind)), new KeyValuePair<string, object?>("symbol", m.Spec.Symbol)))
        .ToList());

    private static IEnumerable<Measurement<long>> FaultsOf(FaultRegistry faults) =>
    [
        Fault("drop", faults.Counts.Dropped), Fault("duplicate", faults.Counts.Duplicated), Fault("reorder", faults.Counts.Reordered),
        Fault("malformed", faults.Counts.Malformed), Fault("disconnect", faults.Counts.Disconnected), Fault("request", faults.Counts.Requests),
    ];

    private static Measurement<long> Fault(string name, long count) => new(count, new KeyValuePair<string, object?>("fault", name));

    private static string NameOf(MarketKind kind) => kind == MarketKind.Spot ? "spot" : "usdm";
}

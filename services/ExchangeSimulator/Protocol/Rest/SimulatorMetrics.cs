using System.Diagnostics.Metrics;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Faults;
using Trading.ExchangeSimulator.Protocol.Streams;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Instruments of the simulated exchange. Counts of the tape are read from plain fields when somebody looks.</summary>
internal sealed class SimulatorMetrics : IDisposable
{
    public const string MeterName = "Trading.ExchangeSimulator";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _requests;

    public SimulatorMetrics(Exchange exchange, StreamHub hub, FaultRegistry faults)
    {
        _requests = _meter.CreateCounter<long>("simulator_requests_total", "{request}");
        _meter.CreateObservableCounter("simulator_trades_total", () => Trades(exchange), "{trade}");
        _meter.CreateObservableGauge("simulator_stream_connections", () => hub.Connections.Count, "{connection}");
        _meter.CreateObservableCounter("simulator_faults_total", () => FaultsOf(faults), "{fault}");
    }

    public void Answered(MarketKind kind, int code) => _requests.Add(1, new("market", MarketRules.Of(kind).Name), new("code", code));

    public void Dispose() => _meter.Dispose();

    private static List<Measurement<long>> Trades(Exchange exchange) => exchange.Run(() => exchange.Markets
        .Select(m => new Measurement<long>(
            m.Tape.Count, new("market", m.Spec.Rules.Name), new KeyValuePair<string, object?>("symbol", m.Spec.Symbol)))
        .ToList());

    private static IEnumerable<Measurement<long>> FaultsOf(FaultRegistry faults) => Enum.GetValues<Fault>()
        .Select(fault => new Measurement<long>(
            faults.CountOf(fault), new KeyValuePair<string, object?>("fault", fault.ToString().ToLowerInvariant())));
}

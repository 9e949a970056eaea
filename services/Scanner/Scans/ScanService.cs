using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using MassTransit;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.Exchanges.Venues;
using Trading.MarketStore.Bars;
using Trading.Scanner.Features;
using Trading.Scanner.Storage;

namespace Trading.Scanner.Scans;

/// <summary>
/// Scans symbols of a venue: bars from the market store, features, score; keeps the result and publishes what stands out.
/// </summary>
internal sealed class ScanService(
    IBarStore market,
    ScanTable table,
    VenueOptions venue,
    VenueDescription description,
    ScannerOptions options,
    ScannerMetrics metrics,
    TimeProvider clock)
{
    /// <summary>A simulator's own tape is never this old.</summary>
    private static readonly TimeSpan RecordingAge = TimeSpan.FromDays(1);

    private readonly BarInterval _interval = BarInterval.Parse(options.Interval);
    private readonly Scorer _scorer = new(options.LookbackBars, options.MaxAgeSeconds);
    private DateTime _recordedUntil;

    public IReadOnlyList<string> Symbols { get; } = venue.SymbolList();

    public async Task<IReadOnlyList<ScanResult>> ScanAsync(
        IReadOnlyList<string> symbols, IPublishEndpoint bus, CancellationToken cancellationToken)
    {
        var results = new List<ScanResult>(symbols.Count);
        foreach (var symbol in symbols)
        {
            using var activity = metrics.Activities.StartActivity("scan");
            activity?.SetTag("venue", venue.Name).SetTag("symbol", symbol);
            var start = Stopwatch.GetTimestamp();
            var status = "failed";
            try
            {
                var result = await AssessAsync(symbol, cancellationToken);
                await metrics.WriteAsync(() => table.SaveAsync(result, cancellationToken));
                await RaiseAsync(result, bus, cancellationToken);
                status = result.BarTime is null ? "noData" : "completed";
                results.Add(result);
            }
            finally
            {
                metrics.Scanned(new InstrumentId(venue.Name, symbol), status, Stopwatch.GetElapsedTime(start));
            }
        }

        return results;
    }

    /// <summary>Signals are named by what caused them: the same bar raises the same signal, however often it is scanned.</summary>
    internal static Guid SignalId(ScanResult result) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{result.Venue}|{result.Symbol}|{result.BarTime:O}")).AsSpan(0, 16));

    private async Task<ScanResult> AssessAsync(string symbol, CancellationToken cancellationToken)
    {
        IReadOnlyList<Bar> bars = [];
        var instrument = new InstrumentId(venue.Name, symbol);
        await metrics.ReadAsync(
            async () =>
                bars = await market.ReadRecentBarsAsync(instrument, _interval, options.LookbackBars, before: null, cancellationToken));
        var now = clock.GetUtcNow().UtcDateTime;
        if (FeatureExtractor.Extract(bars, MarketTime(bars, now)) is not { } features)
        {
            return new ScanResult(
                venue.Name, symbol, Side.Buy, 0, 0, new Dictionary<string, double>(StringComparer.Ordinal), ["noData"],
                $"Only {bars.Count} bars of {_interval} are stored; {FeatureExtractor.MinBars} are needed.", null, now);
        }

        var assessment = _scorer.Assess(features);
        metrics.Assessed(features, assessment);
        return new ScanResult(
            venue.Name, symbol, assessment.Side, assessment.GemScore, assessment.Confidence, features.Values()
                .ToDictionary(StringComparer.Ordinal),
            assessment.Flags, assessment.Explanation, bars[^1].OpenTime, now);
    }

    /// <summary>
    /// The time by which the age of a bar is judged. A recording that a simulator plays has its own: that of its newest bar.
    /// </summary>
    private DateTime MarketTime(IReadOnlyList<Bar> bars, DateTime now)
    {
        if (!description.IsSimulated || bars.Count == 0 || now - _interval.CloseOf(bars[^1].OpenTime) < RecordingAge)
        {
            return now;
        }

        _recordedUntil = _interval.CloseOf(bars[^1].OpenTime) is var close && close > _recordedUntil ? close : _recordedUntil;
        return _recordedUntil;
    }

    private async Task RaiseAsync(ScanResult result, IPublishEndpoint bus, CancellationToken cancellationToken)
    {
        if (result.BarTime is null || result.GemScore < options.SignalScore || result.Confidence < options.SignalConfidence)
        {
            return;
        }

        await bus.Publish(
            new SignalRaised
            {
                SignalId = SignalId(result),
                Venue = result.Venue,
                Symbol = result.Symbol,
                Side = result.Side,
                Score = result.GemScore,
                Confidence = result.Confidence,
                Explanation = result.Explanation,
                RaisedAt = result.ScannedAt,
            },
            cancellationToken);
    }
}

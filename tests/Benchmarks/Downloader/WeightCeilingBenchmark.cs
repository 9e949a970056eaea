using System.Collections.Concurrent;
using Trading.Benchmarks.Running;
using Trading.Exchanges.Binance;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Limits;

namespace Trading.Benchmarks.Downloader;

/// <summary>
/// How much of a USD-M limit of 2,400 a minute the gate lets backfill use, against a counter like the venue's: alone, and three
/// processes' gates over one ledger. Whole minutes, at the real limit: takes about five minutes.
/// </summary>
public sealed class WeightCeilingBenchmark : IBenchmark
{
    private const int Limit = 2400;
    private const int InFlightPerGate = 8;
    private static readonly TimeSpan Answer = TimeSpan.FromMilliseconds(40);

    public string Name => "downloader-weight-ceiling";

    public string Description => "one-minute bars per minute that the weight gate allows under a USD-M limit, and requests refused (takes five minutes)";

    public async Task RunAsync(BenchmarkRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        await MeasureAsync(run, "one process", 1);
        await MeasureAsync(run, "three processes on one IP", 3);
    }

    private static async Task MeasureAsync(BenchmarkRun run, string title, int processes)
    {
        var folder = Directory.CreateTempSubdirectory("trading-ceiling-").FullName;
        var venue = new Counter();
        var window = TimeSpan.FromMinutes(1);
        var now = DateTime.UtcNow;
        var end = new DateTime((now.Ticks / window.Ticks + 2) * window.Ticks, DateTimeKind.Utc);
        using var stop = new CancellationTokenSource(end - now);
        var workers = Enumerable.Range(0, processes).SelectMany(_ =>
        {
            var gate = new WeightGate(new WeightBudget("usdm", Limit, window), new FileWeightLedger(folder, TimeProvider.System), TimeProvider.System);
            return Enumerable.Range(0, InFlightPerGate).Select(worker => WorkAsync(gate, venue, worker, stop.Token));
        });
        await Task.WhenAll(workers);
        Directory.Delete(folder, recursive: true);
        var rows = BinanceWeights.CheapestKlines(BinanceMarket.Usdm);
        var weight = BinanceWeights.Klines(BinanceMarket.Usdm, rows);
        var ceiling = Limit / weight * rows;
        var bars = venue.BestWindow / weight * rows;
        run.Note($"{title}: {bars:N0} bars in the full minute of {ceiling:N0} that the weight table allows, ratio {(double)bars / ceiling:P2}, refused {venue.Refused}");
        run.Expect("at least 98 % of the ceiling", bars >= 0.98 * ceiling);
        run.Expect("no request refused", venue.Refused == 0);
    }

    private static async Task WorkAsync(WeightGate gate, Counter venue, int symbol, CancellationToken stop)
    {
        var weight = BinanceWeights.Klines(BinanceMarket.Usdm, BinanceWeights.CheapestKlines(BinanceMarket.Usdm));
        using var halfAnswer = new PeriodicTimer(Answer / 2);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var permit = await gate.AcquireAsync(weight, RequestLane.Backfill, $"S{symbol}", stop);
                await halfAnswer.WaitForNextTickAsync(CancellationToken.None);
                var used = venue.Charge(weight);
                await halfAnswer.WaitForNextTickAsync(CancellationToken.None);
                await gate.CompleteAsync(permit, used, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The measured minute is over.
        }
    }

    /// <summary>Counts as the venue does: by the minute of its own clock.</summary>
    private sealed class Counter
    {
        private readonly ConcurrentDictionary<long, int> _windows = new();
        private int _refused;

        public int Refused => _refused;

        /// <summary>Weight of the fullest minute.</summary>
        public int BestWindow => _windows.Values.Max(used => Math.Min(used, Limit));

        public int Charge(int weight)
        {
            var used = _windows.AddOrUpdate(DateTime.UtcNow.Ticks / TimeSpan.TicksPerMinute, weight, (_, sum) => sum + weight);
            if (used > Limit)
            {
                Interlocked.Increment(ref _refused);
            }

            return used;
        }
    }
}

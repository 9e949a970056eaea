using System.Diagnostics;
using System.Globalization;
using Trading.Benchmarks.MarketData;
using Trading.Benchmarks.Running;
using Trading.Exchanges.Transport;

namespace Trading.Benchmarks.Telemetry;

/// <summary>
/// What being observed costs the whole pipeline. Passes with and without telemetry take turns, so that drift falls on both; of each
/// pass the median read counts, which nothing else on the machine has interrupted.
/// </summary>
public sealed class TelemetryPipelineBenchmark : IBenchmark
{
    private const int Pairs = 48;
    private const int WarmUps = 3;

    public string Name => "telemetry-pipeline";

    public string Description => "trade frames to bars and store queue in the service's own composition, all telemetry on against off";

    public async Task RunAsync(BenchmarkRun run)
    {
        var frames = MarketDataFrames.Build();
        using var venue = new LoopbackVenue(MarketDataFrames.Wire(frames));
        var read = await BusyReadAsync(venue.Address);
        var busy = await CompareAsync(run, frames, read);
        run.Expect($"all telemetry costs less than 1 % of throughput: {1 - busy:P2}", busy > 0.99);
        await CompareAsync(run, frames, 32);
    }

    /// <summary>Trades that one read of a socket brings while the venue sends as fast as it can: telemetry is paid per read.</summary>
    private static async Task<int> BusyReadAsync(Uri venue)
    {
        await using var socket = await MarketSocket.ConnectAsync(venue, 5, TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None);
        await using var pipeline = await ObservedPipeline.StartAsync(observed: false);
        var sizes = new List<int>();
        while (await socket.FillAsync(CancellationToken.None))
        {
            sizes.Add(pipeline.Read(socket));
        }

        return sizes.Order().ElementAt(sizes.Count / 2);
    }

    private static async Task<double> CompareAsync(BenchmarkRun run, byte[][] frames, int read)
    {
        var with = new Pass[Pairs];
        var without = new Pass[Pairs];
        for (var pair = -WarmUps; pair < Pairs; pair++)
        {
            var observedFirst = pair % 2 == 0;
            var first = await PassAsync(frames, read, observedFirst);
            var second = await PassAsync(frames, read, !observedFirst);
            (with[Math.Max(0, pair)], without[Math.Max(0, pair)]) = observedFirst ? (first, second) : (second, first);
        }

        var on = Median(with.Select(pass => pass.Nanoseconds));
        var off = Median(without.Select(pass => pass.Nanoseconds));
        var pairs = Median(without.Zip(with, (o, w) => o.Nanoseconds / w.Nanoseconds));
        run.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"reads of {read} trades, {Pairs} pairs: on {1e9 / on:N0} trades/s, {Median(with.Select(pass => pass.Bytes)):N1} B each; off {1e9 / off:N0}, {Median(without.Select(pass => pass.Bytes)):N1} B"));
        run.Note(string.Create(CultureInfo.InvariantCulture, $"throughput on against off: ratio of medians {off / on:P2}, median of the pairs' ratios {pairs:P2}"));
        return off / on;
    }

    private static async Task<Pass> PassAsync(byte[][] frames, int read, bool observed)
    {
        await using var pipeline = await ObservedPipeline.StartAsync(observed);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Measure(pipeline, frames, read);
    }

    private static Pass Measure(ObservedPipeline pipeline, byte[][] frames, int read)
    {
        var times = new double[frames.Length / read];
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < times.Length; i++)
        {
            var started = Stopwatch.GetTimestamp();
            pipeline.Read(frames.AsSpan(i * read, read));
            times[i] = Stopwatch.GetElapsedTime(started).TotalNanoseconds / read;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return pipeline.Trades == (long)times.Length * read
            ? new Pass(Median(times), (double)allocated / pipeline.Trades)
            : throw new InvalidOperationException($"{pipeline.Trades} trades came through.");
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <param name="Nanoseconds">Per trade, of the median read.</param>
    /// <param name="Bytes">Allocated per trade.</param>
    private readonly record struct Pass(double Nanoseconds, double Bytes);
}

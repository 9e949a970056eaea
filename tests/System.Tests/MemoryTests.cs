using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Trading.SystemTests.Running;

namespace Trading.SystemTests;

/// <summary>The process of mode <c>embedded</c> holds its memory, quiet and under load. Explicit, because it takes half an hour: <c>./test.sh --long</c> runs it.</summary>
public sealed class MemoryTests
{
    private const double MostGrowth = 1;

    private static readonly TimeSpan Measured = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Settle = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact(Explicit = true)]
    public async Task Resident_memory_does_not_climb_quiet_or_under_load()
    {
        await using var system = await TradingSystem.StartReadyAsync("--mode", "embedded");
        await Way.OrdersAreFilledAsync(system);
        var process = system.ProcessOf("AllInOne");

        // The load first: caches and the heap have their size then, and what still climbs in the quiet minutes is kept for good.
        using var stop = new CancellationTokenSource();
        var load = LoadAsync(system, stop.Token);
        await SampleAsync(process, WarmUp);
        var loaded = await SampleAsync(process, Measured);
        await stop.CancelAsync();
        var sent = await load;
        await SampleAsync(process, Settle);
        var quiet = await SampleAsync(process, Measured);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Resident memory: quiet {Mean(quiet):0} MiB, slope {Slope(quiet):0.00} MB a minute; under load ({sent} requests) {Mean(loaded):0} MiB, slope {Slope(loaded):0.00} MB a minute."));
        Assert.True(Slope(quiet) < MostGrowth, $"Quiet, resident memory climbs by {Slope(quiet):0.00} MB a minute.");
        Assert.True(Slope(loaded) < MostGrowth, $"Under load, resident memory climbs by {Slope(loaded):0.00} MB a minute.");
    }

    /// <summary>Resident bytes by the time since the first sample.</summary>
    private static async Task<IReadOnlyList<(double Minutes, double Bytes)>> SampleAsync(int process, TimeSpan duration)
    {
        var watch = Stopwatch.StartNew();
        using var tick = new PeriodicTimer(Step);
        List<(double, double)> samples = [];
        while (watch.Elapsed < duration)
        {
            await tick.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            samples.Add((watch.Elapsed.TotalMinutes, Resident(process)));
        }

        return samples;
    }

    private static double Resident(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>Least squares, in megabytes a minute.</summary>
    private static double Slope(IReadOnlyList<(double Minutes, double Bytes)> samples)
    {
        var meanMinutes = samples.Average(sample => sample.Minutes);
        var meanBytes = samples.Average(sample => sample.Bytes);
        return samples.Sum(sample => (sample.Minutes - meanMinutes) * (sample.Bytes - meanBytes)) / samples.Sum(sample => Math.Pow(sample.Minutes - meanMinutes, 2)) / 1e6;
    }

    private static double Mean(IReadOnlyList<(double Minutes, double Bytes)> samples) => samples.Average(sample => sample.Bytes) / (1024 * 1024);

    /// <summary>Orders both ways, reads of every kind and an event stream, until stopped; returns the requests sent.</summary>
    private static async Task<int> LoadAsync(TradingSystem system, CancellationToken stop)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };
        var key = File.ReadLines(Path.Combine(system.DataFolder, "api-keys")).Single(line => line.StartsWith("trader:", StringComparison.Ordinal))["trader:".Length..];
        http.DefaultRequestHeaders.Add("X-Api-Key", key);
        var sent = 0;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        string[] reads =
        [
            "/market/prices", "/market/bars/BTCUSDT?interval=1s&limit=500", "/market/trades/BTCUSDT?limit=1000", "/market/book/BTCUSDT", "/orders?limit=100", "/positions",
            "/paper/accounts", "/metrics", "/ready", "/orders/none",
        ];
        using var events = await http.GetStreamAsync(new Uri(system.Url("market-data"), "/market/stream?symbols=BTCUSDT&kinds=trades,bars,book"), CancellationToken.None);
        var drain = DrainAsync(events, stop);
        while (!stop.IsCancellationRequested)
        {
            await tick.WaitForNextTickAsync(CancellationToken.None);
            if (++sent % 20 == 0)
            {
                var order = new { clientOrderId = $"load-{sent}", symbol = "BTCUSDT", side = sent % 40 == 0 ? "sell" : "buy", type = "market", timeInForce = "gtc", quantity = "0.001", account = "main" };
                using var placed = await http.PostAsJsonAsync(new Uri(system.Url("order-execution"), "/orders"), order, CancellationToken.None);
                continue;
            }

            using var read = await http.GetAsync(new Uri(system.Url("market-data"), reads[sent % reads.Length]), CancellationToken.None);
            await read.Content.CopyToAsync(Stream.Null, CancellationToken.None);
        }

        await drain;
        return sent;
    }

    private static async Task DrainAsync(Stream events, CancellationToken stop)
    {
        try
        {
            await events.CopyToAsync(Stream.Null, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The load is over.
        }
    }
}

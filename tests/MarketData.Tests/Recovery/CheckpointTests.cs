using System.Text.RegularExpressions;
using Trading.Contracts;
using Trading.MarketData.Tests.Venue;
using Trading.MarketStore.Gaps;
using Trading.Testing;

namespace Trading.MarketData.Tests.Recovery;

/// <summary>
/// Killed in the middle of every window, with each backend for their state: the bars are those of a run that nothing has disturbed.
/// </summary>
[Collection(MetricsAlone.Name)]
public sealed partial class CheckpointTests(RealServers servers) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static readonly string[] Intervals = ["1s", "1m", "5m", "1h", "1d", "5m/1m", "20s/5s", "session:2s", "tick:500", "volume:3", "dollar:250000"];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The state in the database, which is the default, on either; <c>./test.sh --long</c> adds the other backends.</summary>
    [Theory]
    [InlineData("memory", Explicit = true)]
    [InlineData("redis", Explicit = true)]
    [InlineData("postgres")]
    [InlineData("sqlite")]
    public async Task A_killed_service_ends_in_the_same_bars_byte_for_byte(string backend)
    {
        var database = backend == "sqlite" ? null : await servers.CreateDatabaseAsync();
        string[] options =
        [
            $"--MarketData:Bars={string.Join(',', Intervals.Where(interval => interval.Contains('/', StringComparison.Ordinal) || interval.Contains(':', StringComparison.Ordinal)))}",
            "--MarketData:CheckpointMs=100",
            $"--MarketData:StateBackend={backend switch { "memory" => "Memory", "redis" => "Redis", _ => "Database" }}",
            backend == "redis" ? $"--Redis:Endpoint={await servers.RedisEndpointAsync()}" : "--Redis:Endpoint=",
        ];
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        venue.Pace = 10;
        foreach (var point in (int[])[2000, 5000])
        {
            using var service = ServiceProcess.Start(venue.Url, _folder.Path, database, options);
            await Poll.UntilAsync(() => venue.Position >= point, Deadline);
            await Poll.UntilAsync(service.HasStoredTradesAsync, Deadline);
            service.Kill();
        }

        venue.Pace = 0;
        await using var killed = await RunningService.StartAsync(venue.Url, _folder.Path, database, more: options);
        await KillTests.EqualsTheRecordingAsync(killed);
        using var folder = new ScratchFolder();
        await using var calmVenue = await StubVenue.StartAsync(Recording.TradeFrames);
        await using var calm = await RunningService.StartAsync(calmVenue.Url, folder.Path, more: options[0]);
        await KillTests.EqualsTheRecordingAsync(calm);
        foreach (var interval in Intervals)
        {
            // The last session ends when the venue has confirmed the silence behind it: in each of the two at its own time.
            var (ours, theirs) = await Poll.UntilAsync(
                async () => (await BarsAsync(killed, interval), await BarsAsync(calm, interval)), bars => bars.Item1 == bars.Item2, Deadline, interval);
            Assert.Contains("\"tradeCount\":", theirs, StringComparison.Ordinal);
            Assert.Equal(theirs, ours);
        }

        var metrics = await killed.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        Assert.Matches($"state_operations_total\\{{[^}}]*backend=\"{backend}\"[^}}]*operation=\"load\"[^}}]*\\}} [1-9]", metrics);
        Assert.Matches($"state_size_bytes\\{{[^}}]*backend=\"{backend}\"[^}}]*\\}} [1-9]", metrics);
        Assert.Matches($"state_cache_(hits|misses)_total\\{{[^}}]*cache_layer=\"l2\"[^}}]*\\}} 1", metrics);
        Assert.Matches($"state_cache_{(backend == "memory" ? "misses" : "hits")}_total\\{{[^}}]*cache_layer=\"l2\"[^}}]*\\}} 1", metrics);
    }

    [Fact]
    public async Task A_hole_before_the_first_stored_trade_is_part_of_the_first_session()
    {
        var instrument = new InstrumentId(Venues.Simulator, "BTCUSDT");
        await using (var silent = await StubVenue.StartAsync([]))
        await using (var seeded = await RunningService.StartAsync(silent.Url, _folder.Path, more: "--MarketData:StateBackend=Memory"))
        {
            await seeded.Store.Trades.WriteTradesAsync(instrument, [.. Recording.Trades.Skip(100).Take(50)]);
            await seeded.Store.Gaps.OpenGapAsync(new Gap
            {
                Id = Guid.NewGuid(),
                Instrument = instrument,
                Kind = MarketDataKind.Trades,
                FromId = Recording.Trades[0].TradeId,
                ToId = Recording.Trades[99].TradeId,
                From = Recording.Trades[0].ExchangeTime,
                To = Recording.Trades[100].ExchangeTime,
                Reason = "notFetched",
                DetectedAt = Recording.Trades[100].ExchangeTime,
            });
        }

        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        await using var service = await RunningService.StartAsync(
            venue.Url, _folder.Path, more: ["--MarketData:StateBackend=Memory", "--MarketData:Bars=session:2s"]);
        await KillTests.EqualsTheRecordingAsync(service);
        await Poll.UntilAsync(
            async () =>
                (await service.JsonAsync("/market/bars/BTCUSDT?interval=session:2s")).EnumerateArray().First().GetProperty("position")
                    .GetInt64(),
            position => position == Recording.Trades[0].TradeId,
            Deadline);
    }

    /// <summary>As the API sends them, but for the number of times that a bar has been revised.</summary>
    private static async Task<string> BarsAsync(RunningService service, string interval) => Revision().Replace(
        await service.Http.GetStringAsync(new Uri($"/market/bars/BTCUSDT?interval={Uri.EscapeDataString(interval)}&limit=10000", UriKind.Relative)), "");

    [GeneratedRegex("\"revision\":[0-9]+")]
    private static partial Regex Revision();
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Contracts;
using Trading.MarketData.Processing;
using Trading.MarketData.Retention;
using Trading.MarketData.Tests.Venue;
using Trading.MarketStore.Gaps;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.MarketData.Tests.Retention;

public sealed class TradeRetentionTests(RealServers servers) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private static readonly InstrumentId Instrument = new(Venues.Simulator, "BTCUSDT");
    private static readonly DateOnly Eighth = new(2024, 8, 8);

    // The recording ends just after midnight.
    private static readonly Trade[] OfTheNinth = [.. Recording.Trades.Where(trade => trade.ExchangeTime.Day == 9)];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Old_trades_go_at_start_their_bars_stay_and_nothing_is_fetched_again(bool postgres)
    {
        var database = postgres ? await servers.CreateDatabaseAsync() : null;
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        var next = Recording.Trades[^1].TradeId + 1;
        var minutes = Recording.NaiveBars(Recording.Trades, BarInterval.OneMinute);
        var gap = OldGap();
        await using (var recording = await StartAsync(venue, database))
        {
            await Poll.UntilAsync(async () => (await recording.TradesAsync()).Count, count => count == Recording.Trades.Count, Deadline);
            await Poll.UntilAsync(async () => (await recording.BarsAsync(BarInterval.OneMinute)).SequenceEqual(minutes), Deadline);
            await recording.Store.Gaps.OpenGapAsync(gap);
        }

        var fetches = venue.Fetches;
        List<(string, long)> positions;
        await using (var service = await StartAsync(venue, database, "--MarketData:RetentionDays=3"))
        {
            positions = await PositionsAsync(service);
            await Poll.UntilAsync(async () => await service.Store.Trades.TradeExtentAsync(Instrument) is null && (await service.Store.Trades.TradeDaysAsync(DateOnly.MaxValue)).Count == 0, Deadline);
            var closed = await service.Store.Gaps.GetGapAsync(gap.Id);
            Assert.Equal((GapState.Unrecoverable, "retention"), (closed!.State, closed.Reason));
            Assert.Equal(next, (await service.Store.Trades.GetAnchorAsync(Instrument))!.Value.FirstId);
            Assert.Equal(minutes, await service.BarsAsync(BarInterval.OneMinute));
            Assert.Equal(["bars"], (await service.JsonAsync("/market/coverage/BTCUSDT")).EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()).Distinct());
        }

        // With nothing stored any more the next run goes on at the same id, in the middle of the same windows.
        await using var again = await StartAsync(venue, database, "--MarketData:RetentionDays=3");
        Assert.Equal(next, (await again.Get<TickProcessor>().Ready)[0].Pipeline.NextId);
        Assert.Equal(positions, await PositionsAsync(again));
        var asked = venue.HistoryRequests;
        await Poll.UntilAsync(() => venue.HistoryRequests > asked + 1, Deadline);
        Assert.Equal(fetches, venue.Fetches);
        Assert.Equal(gap.Id, Assert.Single(await again.GapsAsync()).Id);
        Assert.Null(await again.Store.Trades.TradeExtentAsync(Instrument));
    }

    [Fact]
    public async Task A_day_goes_in_the_hour_in_which_it_is_older_and_a_gap_of_it_is_given_up()
    {
        var clock = new ShiftedClock(new DateTime(2024, 8, 9, 1, 0, 0, DateTimeKind.Utc));
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        await using var service = await StartAsync(venue, null, clock, new CapturedLog<TradeRetention>());
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count, count => count == Recording.Trades.Count, Deadline);
        var gap = OldGap();
        await service.Store.Gaps.OpenGapAsync(gap);
        var marker = new Trade(1, 1, 1, Side.Buy, new DateTime(2024, 8, 7, 23, 59, 59, DateTimeKind.Utc), DateTime.UtcNow);
        await service.Store.Trades.WriteTradesAsync(Instrument with { Symbol = "ETHUSDT" }, [marker]);

        // 23:00 of the next day: the last second of the 7th is older than a day, the first of the 8th too, its last is not.
        clock.Pass(TimeSpan.FromHours(22));
        await Poll.UntilAsync(
            async () => (await service.Store.Trades.TradeDaysAsync(DateOnly.MaxValue)).SequenceEqual([Eighth, Eighth.AddDays(1)]),
            Deadline);
        Assert.Equal(Recording.Trades.Count, (await service.TradesAsync()).Count);
        Assert.Equal(GapState.Open, (await service.Store.Gaps.GetGapAsync(gap.Id))!.State);

        clock.Pass(TimeSpan.FromHours(1));
        await Poll.UntilAsync(
            async () => (await service.Store.Trades.TradeDaysAsync(DateOnly.MaxValue)).SequenceEqual([Eighth.AddDays(1)]), Deadline);
        Assert.Equal(OfTheNinth, await service.TradesAsync());
        Assert.Equal("retention", (await service.Store.Gaps.GetGapAsync(gap.Id))!.Reason);
        Assert.NotEmpty(await service.BarsAsync(BarInterval.OneMinute));
    }

    [Fact]
    public async Task A_database_that_is_away_only_delays_it()
    {
        await using var server = await servers.StartPostgresAsync();
        var clock = new ShiftedClock(new DateTime(2024, 8, 9, 1, 0, 0, DateTimeKind.Utc));
        var log = new CapturedLog<TradeRetention>();
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        await using var service = await StartAsync(venue, ((PostgresServer)server.Server).ConnectionString, clock, log);
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count, count => count == Recording.Trades.Count, Deadline);

        await server.KillAsync();
        clock.Pass(TimeSpan.FromHours(23));
        await Poll.UntilAsync(() => log.Events.Contains("RetentionPostponed"), Deadline);
        await server.StartAsync();
        await Poll.UntilAsync(
            () =>
            {
                // A connection that the pool has kept may fail a round once more.
                clock.Pass(TimeSpan.FromMinutes(1));
                return log.Events.Contains("DayDropped");
            },
            Deadline);
        Assert.Equal(OfTheNinth, await service.TradesAsync());
    }

    [Theory]
    [InlineData(0, "2024-08-10T00:00:00Z", null)]
    [InlineData(1, "2024-08-10T00:00:00Z", "2024-08-09")]
    [InlineData(1, "2024-08-09T23:59:59Z", "2024-08-08")]
    [InlineData(30, "2024-03-01T12:00:00Z", "2024-01-31")]
    public void The_first_day_that_is_kept_is_not_wholly_older_than_that_many_days(int days, string now, string? expected) =>
        Assert.Equal(
            expected is null ? null : DateOnly.Parse(expected, System.Globalization.CultureInfo.InvariantCulture),
            new MarketDataOptions { RetentionDays = days }.KeepFrom(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime));

    private static Gap OldGap() => new()
    {
        Id = Guid.NewGuid(),
        Instrument = Instrument,
        Kind = MarketDataKind.Trades,
        FromId = Recording.Trades[0].TradeId - 50,
        ToId = Recording.Trades[0].TradeId - 1,
        From = Recording.Trades[0].ExchangeTime.AddSeconds(-5),
        To = Recording.Trades[0].ExchangeTime,
        Reason = "notReceived",
        DetectedAt = Recording.Trades[0].ExchangeTime,
    };

    private static async Task<List<(string Code, long From)>> PositionsAsync(RunningService service) =>
        [.. (await service.Get<TickProcessor>().Ready)[0].Pipeline.Windows.Positions.Select(
            position => (position.Window.Code, position.From))];

    private Task<RunningService> StartAsync(StubVenue venue, string? database, params string[] more) =>
        RunningService.StartAsync(
            venue.Url,
            _folder.Path,
            database,
            more: ["--MarketData:Bars=tick:1000,dollar:1000000", "--MarketData:CheckpointMs=100", .. more]);

    private Task<RunningService> StartAsync(StubVenue venue, string? database, ShiftedClock clock, CapturedLog<TradeRetention> log) =>
        RunningService.StartAsync(
        [.. RunningService.Arguments(venue.Url, _folder.Path, database), "--MarketData:RetentionDays=1"],
        services => services.AddSingleton<TimeProvider>(clock).AddSingleton<ILogger<TradeRetention>>(log));
}

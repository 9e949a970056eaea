using Trading.Contracts;
using Trading.MarketData.Recovery;
using Trading.MarketData.Tests.Venue;
using Trading.MarketData.Tests.Windows;
using Trading.MarketStore;
using Trading.MarketStore.Bars;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;

namespace Trading.MarketData.Tests.Rebuild;

public sealed class RebuildTests(RealServers servers) : IDisposable
{
    private static readonly InstrumentId Instrument = new(Venues.Simulator, "BTCUSDT");
    private static readonly BarInterval[] Intervals = [BarInterval.OneSecond, BarInterval.OneMinute, BarInterval.OneHour, BarInterval.OneDay];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Equal_is_0_different_is_3_and_what_was_rebuilt_is_equal_again(bool postgres)
    {
        var database = postgres ? await servers.CreateDatabaseAsync() : _folder.Path;
        var store = await StoreAsync(database, postgres);
        Assert.Equal(0, await RunAsync(database, "--verify"));
        var minute = Recording.NaiveBars(Recording.Trades, BarInterval.OneMinute)[1];
        var ticks = NaiveWindows.Ticks("tick:1000", Recording.Trades, 1000)[2];
        await store.Bars.WriteBarsAsync(Instrument, [minute with { Volume = minute.Volume + 1, High = minute.High + 1, Revision = 4 }]);
        await store.Bars.WriteWindowBarsAsync(Instrument, [ticks with { Close = 1, Revision = 1 }]);

        var request = new RebuildRequest(
            Instrument,
            new TimeRange(Recording.Trades[0].ExchangeTime.Date, Recording.Trades[^1].ExchangeTime),
            Intervals,
            [WindowTests.Parse("tick:1000")],
            Verify: true);
        var differences = await new BarRebuilder(store.Trades, store.Bars, new WindowReviser(new MarketDataOptions(), store.Trades, store.Bars)).RunAsync(request, default).ToListAsync();
        Assert.Equal(
            [("1m", minute.OpenTime, "high, volume"), ("tick:1000", ticks.OpenTime, "close")],
            differences.Select(found => (found.Interval, found.OpenTime, string.Join(", ", found.Fields))));
        Assert.Equal(3, await RunAsync(database, "--verify"));
        Assert.Equal(3, await RunAsync(database, "--verify", "--interval", "1m", "--json"));
        Assert.Equal(0, await RunAsync(database, "--verify", "--interval", "1s"));
        Assert.Equal(0, await RunAsync(
            database,
            "--verify",
            "--to",
            minute.OpenTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            "--interval",
            "1m"));

        Assert.Equal(0, await RunAsync(database));
        Assert.Equal(0, await RunAsync(database, "--verify"));
        var query = new BarQuery(minute.OpenTime, minute.OpenTime.AddSeconds(1));
        Assert.Equal(minute with { Revision = 5 }, await store.Bars.ReadBarsAsync(Instrument, BarInterval.OneMinute, query).SingleAsync());
    }

    [Fact]
    public async Task Wrong_use_is_2_and_no_trades_are_1()
    {
        Assert.Equal(2, await RebuildCommand.RunAsync(["rebuild", "--verify"]));
        Assert.Equal(2, await RunAsync(_folder.Path, "--interval", "7m"));
        Assert.Equal(2, await RunAsync(_folder.Path, "--from", "yesterday"));
        Assert.Equal(2, await RunAsync(_folder.Path, "--from", "2024-02-01", "--to", "2024-01-01"));
        Assert.Equal(2, await RunAsync(_folder.Path, "--venue", "nowhere"));
        Assert.Equal(2, await RunAsync(_folder.Path, "--nonsense"));
        Assert.Equal(1, await RunAsync(_folder.Path, "--verify"));
        Assert.Equal(1, await RunAsync("Host=127.0.0.1;Port=1;Username=nobody;Timeout=1", "--verify"));
        Assert.False(RebuildCommand.IsCommand(["--urls=http://127.0.0.1:0"]));
    }

    private static Task<int> RunAsync(string database, params string[] more) =>
        RebuildCommand.RunAsync(["rebuild", "--symbol", "BTCUSDT", "--database", database, .. more]);

    /// <summary>The recorded trades and the bars that a naive computation makes of them.</summary>
    private async Task<MarketStores> StoreAsync(string where, bool postgres)
    {
        var options = new DatabaseOptions { Provider = postgres ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite, ConnectionString = where, Directory = _folder.Path };
        var database = new DatabaseFactory(options).For(MarketSchema.Name);
        await SchemaRunner.MigrateAsync(database, MarketSchema.Definition, default);
        var store = new MarketStores(database);
        await store.Trades.WriteTradesAsync(Instrument, [.. Recording.Trades]);
        var intervals = new MarketDataOptions().IntervalList();
        await store.Bars.WriteBarsAsync(
            Instrument, [.. intervals.SelectMany(interval => Recording.NaiveBars(Recording.Trades, interval)).Where(bar => bar.Interval.CloseOf(bar.OpenTime) <= Recording.Trades[^1].ExchangeTime)]);
        await store.Bars.WriteWindowBarsAsync(Instrument, [.. NaiveWindows.Ticks("tick:1000", Recording.Trades, 1000).SkipLast(1)]);
        return store;
    }
}

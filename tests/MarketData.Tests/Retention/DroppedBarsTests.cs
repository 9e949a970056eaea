using Trading.Contracts;
using Trading.Exchanges;
using Trading.MarketData.Flow;
using Trading.MarketData.Recovery;
using Trading.MarketData.Tests.Venue;
using Trading.MarketData.Tests.Windows;
using Trading.MarketData.Windows;
using Trading.MarketStore;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;

namespace Trading.MarketData.Tests.Retention;

/// <summary>Bars of dropped trades: never computed again from what is left, or has come back, of the trades.</summary>
public sealed class DroppedBarsTests(RealServers servers) : IDisposable
{
    private static readonly InstrumentId Instrument = new(Venues.Simulator, "BTCUSDT");
    private static readonly DateTime Dropped = Recording.Trades[0].ExchangeTime.Date;

    // The recorded day, and the same trades a day later.
    private static readonly Trade[] Trades =
    [
        .. Recording.Trades,
        .. Recording.Trades.Select(trade => trade with
        {
            TradeId = trade.TradeId + Recording.Trades[^1].TradeId - Recording.Trades[0].TradeId + 1,
            ExchangeTime = trade.ExchangeTime.AddDays(1),
        }),
    ];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rebuild_compares_what_is_left_and_refuses_what_is_gone(bool postgres)
    {
        var database = postgres ? await servers.CreateDatabaseAsync() : _folder.Path;
        var store = await StoreAsync(database, postgres);
        var bars = await BarsAsync(store);
        Assert.Equal(0, await RunAsync(database, "--verify"));

        await store.Trades.DropTradeDayAsync(DateOnly.FromDateTime(Dropped), DateTime.UtcNow);

        Assert.Equal(0, await RunAsync(database, "--verify"));
        Assert.Equal(0, await RunAsync(database));
        Assert.Equal(1, await RunAsync(database, "--from", "2024-08-08"));
        Assert.Equal(0, await RunAsync(database, "--from", "2024-08-09"));

        // Some come back, as a healed gap brings them: still no reason to touch their bars.
        await store.Trades.WriteTradesAsync(Instrument, Trades[10..500]);
        var request = new RebuildRequest(
            Instrument,
            new TimeRange(Dropped, Trades[^1].ExchangeTime),
            [BarInterval.OneSecond, BarInterval.OneMinute, BarInterval.OneHour],
            [WindowTests.Parse("tick:1000")],
            Verify: false);
        Assert.Empty(await new BarRebuilder(store.Trades, store.Bars, new WindowReviser(new MarketDataOptions(), store.Trades, store.Bars)).RunAsync(request, default).ToListAsync());
        Assert.Equal(0, await RunAsync(database));
        Assert.Equal(bars, await BarsAsync(store));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Trades_that_come_late_to_a_dropped_day_revise_only_what_is_elsewhere(bool postgres)
    {
        var store = await StoreAsync(postgres ? await servers.CreateDatabaseAsync() : _folder.Path, postgres);
        var bars = await BarsAsync(store);
        await store.Trades.DropTradeDayAsync(DateOnly.FromDateTime(Dropped), DateTime.UtcNow);
        var universe = new MarketUniverse(new VenueOptions { Name = Venues.Simulator, Symbols = "BTCUSDT" });
        var (reviser, windows) = (new BarReviser(universe, store.Trades, store.Bars, new EventQueue(universe)), new WindowReviser(
            new MarketDataOptions(), store.Trades, store.Bars));

        var late = Trades[10..500];
        await store.Trades.WriteTradesAsync(Instrument, late);
        await ReviseAsync(late);
        Assert.Equal(bars, await BarsAsync(store));

        // The same in a day that is kept: a trade more makes another bar.
        var extra = Trades[^500] with { TradeId = Trades[^1].TradeId + 1, Price = 1 };
        await store.Trades.WriteTradesAsync(Instrument, [extra]);
        await ReviseAsync([extra]);
        Assert.NotEqual(bars, await BarsAsync(store));

        async Task ReviseAsync(Trade[] trades)
        {
            BarInterval[] intervals = [BarInterval.OneSecond, BarInterval.OneMinute];
            await reviser.ReviseAsync(0, trades.SelectMany(trade => intervals.Select(interval => new BarKey(interval, interval.OpenOf(trade.ExchangeTime)))).Distinct(), default);
            await windows.ReviseAsync(Instrument, trades.Select(trade => new WindowKey("tick:1000", trade.TradeId)), default);
        }
    }

    private static Task<int> RunAsync(string database, params string[] more) =>
        RebuildCommand.RunAsync(["rebuild", "--symbol", "BTCUSDT", "--database", database, .. more]);

    private static async Task<List<object>> BarsAsync(MarketStores store)
    {
        var bars = new List<object>();
        foreach (var interval in new MarketDataOptions().IntervalList())
        {
            bars.AddRange((await store.Bars.ReadBarsAsync(Instrument, interval).ToListAsync()).Cast<object>());
        }

        return [.. bars, .. (await store.Bars.ReadWindowBarsAsync(Instrument, "tick:1000").ToListAsync()).Cast<object>()];
    }

    private async Task<MarketStores> StoreAsync(string where, bool postgres)
    {
        var options = new DatabaseOptions { Provider = postgres ? DatabaseProvider.Postgres : DatabaseProvider.Sqlite, ConnectionString = where, Directory = _folder.Path };
        var database = new DatabaseFactory(options).For(MarketSchema.Name);
        await SchemaRunner.MigrateAsync(database, MarketSchema.Definition, default);
        var store = new MarketStores(database);
        await store.Trades.WriteTradesAsync(Instrument, Trades);
        await store.Bars.WriteBarsAsync(
            Instrument,
            [.. new MarketDataOptions().IntervalList().SelectMany(interval => Recording.NaiveBars(Trades, interval)).Where(bar => bar.Interval.CloseOf(bar.OpenTime) <= Trades[^1].ExchangeTime)]);
        await store.Bars.WriteWindowBarsAsync(Instrument, [.. NaiveWindows.Ticks("tick:1000", Trades, 1000).SkipLast(1)]);
        return store;
    }
}

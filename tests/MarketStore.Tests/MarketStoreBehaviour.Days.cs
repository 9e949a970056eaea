using Trading.Contracts;
using Trading.MarketStore.Trades;

namespace Trading.MarketStore.Tests;

/// <summary>
/// Trades of many days, and dropping them. Dropping is for all instruments at once, so every test has days of its own.
/// </summary>
public abstract partial class MarketStoreBehaviour
{
    private static int _years = 1980;

    private DateTime Midnight { get; } = new(Interlocked.Increment(ref _years), 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Reads_run_over_days_in_the_order_of_the_ids()
    {
        await Store.Trades.WriteTradesAsync(
            Instrument, [.. Enumerable.Range(0, 40).Select(i => At(100 + i, i % 4 == 3 ? 15 : 6 * (i % 4), day: i / 4))], Cancel);

        Assert.Equal(Enumerable.Range(100, 40).Select(id => (long)id), await Ids(default));
        Assert.Equal([137, 138, 139], await Ids(new TradeQuery(Limit: 3, Newest: true)));
        Assert.Equal([113, 114, 115], await Ids(new TradeQuery(FromId: 90, ToId: 115, Limit: 3, Newest: true)));
        Assert.Equal([102, 103, 104, 105], await Ids(new TradeQuery(FromId: 102, Limit: 4)));
        Assert.Equal([107, 108, 109], await Ids(new TradeQuery(From: Midnight.AddHours(24 + 15), To: Midnight.AddHours(48 + 12))));
        Assert.Equal([108], await Ids(new TradeQuery(From: Midnight.AddHours(24 + 16), Limit: 1)));
        Assert.Equal(
            new TradeExtent(100, 139, Midnight, Midnight.AddHours(9 * 24 + 15)), await Store.Trades.TradeExtentAsync(Instrument, Cancel));
        Assert.Equal([new IdRange(95, 99), new IdRange(140, 141)], await Store.Trades.MissingTradeIdsAsync(Instrument, 95, 141, Cancel));
    }

    [Fact]
    public async Task Days_without_trades_are_holes_in_the_ids_and_not_in_the_reads()
    {
        await Store.Trades.WriteTradesAsync(Instrument, [At(1, 1, day: 0), At(2, 23, day: 0), At(9, 1, day: 5)], Cancel);

        Assert.Equal([9], await Ids(new TradeQuery(From: Midnight.AddDays(1))));
        Assert.Equal([1, 2], await Ids(new TradeQuery(To: Midnight.AddDays(5))));
        Assert.Equal([new IdRange(3, 8)], await Store.Trades.MissingTradeIdsAsync(Instrument, 1, 9, Cancel));
        Assert.Equal([new IdRange(4, 7)], await Store.Trades.MissingTradeIdsAsync(Instrument, 4, 7, Cancel));
    }

    [Fact]
    public async Task Ids_that_do_not_rise_over_midnight_are_read_in_their_order_all_the_same()
    {
        await Store.Trades.WriteTradesAsync(
            Instrument, [At(1, 1, 0), At(3, 2, 0), At(5, 3, 0), At(2, 1, 1), At(4, 2, 1), At(6, 1, 2)], Cancel);

        Assert.Equal([1, 2, 3, 4, 5, 6], await Ids(default));
        Assert.Equal([4, 5, 6], await Ids(new TradeQuery(Limit: 3, Newest: true)));
        Assert.Empty(await Store.Trades.MissingTradeIdsAsync(Instrument, 1, 6, Cancel));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(600)]
    public async Task A_trade_in_microseconds_and_in_milliseconds_is_one_even_on_the_edge_of_a_day(int count)
    {
        Trade[] micro = [.. Enumerable.Range(0, count).Select(i => At(i, 0, 0) with { ExchangeTime = Midnight.AddDays(1).AddMicroseconds(-1 - i) })];
        Trade[] milli = [.. micro.Select(trade => trade with { ExchangeTime = new DateTime(trade.ExchangeTime.Ticks / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond, DateTimeKind.Utc) })];

        var written = await Task.WhenAll(((Trade[][])[micro, milli, micro, milli]).Select(trades => Task.Run(() => Store.Trades.WriteTradesAsync(Instrument, trades, Cancel))));

        Assert.Equal(count, written.Sum());
        Assert.Equal(count, (await Ids(default)).Count);
    }

    [Fact]
    public async Task Two_stores_that_meet_on_new_days_write_every_trade_once()
    {
        await using var other = fixture.Another();
        MarketStores[] stores = [Store, other];
        Trade[] trades = [.. Enumerable.Range(0, 3000).Select(i => At(i, 1, day: i / 500))];

        var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            var sum = 0;
            foreach (var page in trades.Chunk(i < 4 ? 300 : 100))
            {
                sum += await stores[i % 2].Trades.WriteTradesAsync(Instrument, page, Cancel);
            }

            return sum;
        })));

        Assert.Equal(trades.Length, written.Sum());
        Assert.Empty(await Store.Trades.MissingTradeIdsAsync(Instrument, 0, 2999, Cancel));
        Assert.Equal(trades, await Store.Trades.ReadTradesAsync(Instrument, cancellationToken: Cancel).ToArrayAsync(Cancel));
    }

    [Fact]
    public async Task A_dropped_day_is_gone_for_all_and_the_next_id_is_known_when_nothing_is_left()
    {
        var other = Instrument with { Symbol = Instrument.Symbol + "X" };
        var never = Instrument with { Symbol = Instrument.Symbol + "Y" };
        await Store.Trades.SetAnchorIfAbsentAsync(Instrument, new FeedAnchor(2, Midnight), Cancel);
        await Store.Trades.SetAnchorIfAbsentAsync(never, new FeedAnchor(7, Midnight), Cancel);
        await Store.Trades.WriteTradesAsync(Instrument, [At(1, 1, 0), At(2, 2, 0), At(3, 1, 1), At(4, 23, 1)], Cancel);
        await Store.Trades.WriteTradesAsync(other, [At(11, 5, 0), At(12, 5, 2)], Cancel);
        Assert.Equal(Days(0, 1), (await Store.Trades.TradeDaysAsync(Day(2), Cancel)).Where(day => day >= Day(0)));

        await Store.Trades.DropTradeDayAsync(Day(0), Start, Cancel);

        Assert.Equal(Days(1), (await Store.Trades.TradeDaysAsync(Day(2), Cancel)).Where(day => day >= Day(0)));
        Assert.Equal([3, 4], await Ids(default));
        Assert.Equal(
            new TradeExtent(3, 4, Midnight.AddHours(25), Midnight.AddHours(47)), await Store.Trades.TradeExtentAsync(Instrument, Cancel));
        Assert.Equal(
            (2, 3, 4),
            (await Store.History.CoverageAsync(Instrument, Cancel)).Select(entry => (entry.Rows, entry.FirstId, entry.LastId)).Single());
        Assert.Equal(12, (await Store.Trades.TradeExtentAsync(other, Cancel))!.Value.FirstId);
        Assert.Equal(new FeedAnchor(3, Midnight), await Store.Trades.GetAnchorAsync(Instrument, Cancel));
        Assert.True(await Store.Trades.TradesDroppedBeforeAsync(Cancel) >= Midnight.AddDays(1));

        await Store.Trades.DropTradeDayAsync(Day(1), Start, Cancel);
        await Store.Trades.DropTradeDayAsync(Day(1), Start, Cancel);

        Assert.Null(await Store.Trades.TradeExtentAsync(Instrument, Cancel));
        Assert.Equal(new FeedAnchor(5, Midnight), await Store.Trades.GetAnchorAsync(Instrument, Cancel));
        Assert.Equal(new FeedAnchor(7, Midnight), await Store.Trades.GetAnchorAsync(never, Cancel));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(25_000)]
    public async Task A_day_that_another_store_has_dropped_can_be_written_and_dropped_again(int count)
    {
        Trade[] trades = [.. Enumerable.Range(1, count).Select(i => At(i, 1, 0))];
        await using var other = fixture.Another();
        await Store.Trades.WriteTradesAsync(Instrument, trades, Cancel);
        await other.Trades.DropTradeDayAsync(Day(0), Start, Cancel);

        Assert.Empty(await Ids(default));
        Assert.Equal(count, await Store.Trades.WriteTradesAsync(Instrument, trades, Cancel));
        Assert.Equal(count, (await Ids(default)).Count);
        await Store.Trades.DropTradeDayAsync(Day(0), Start, Cancel);
        Assert.Null(await Store.Trades.TradeExtentAsync(Instrument, Cancel));
    }

    private Trade At(long id, int hour, int day) => TradeOf(id) with { ExchangeTime = Midnight.AddDays(day).AddHours(hour) };

    private DateOnly Day(int day) => DateOnly.FromDateTime(Midnight.AddDays(day));

    private IEnumerable<DateOnly> Days(params int[] days) => days.Select(Day);
}

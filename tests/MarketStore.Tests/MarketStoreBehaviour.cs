using Trading.Contracts;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Trades;

namespace Trading.MarketStore.Tests;

/// <summary>What a market store does, whatever it is made of.</summary>
public abstract partial class MarketStoreBehaviour(StoreFixture fixture)
{
    private static int _symbols;

    protected static DateTime Start { get; } = new(2024, 8, 8, 23, 54, 0, DateTimeKind.Utc);

    protected MarketStores Store => fixture.Store;

    protected InstrumentId Instrument { get; } = new("simulator", $"T{Interlocked.Increment(ref _symbols)}USDT");

    protected CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected static Trade TradeOf(long id) => new(
        id, 61_000.10m + id, 0.00100000m, id % 2 == 0 ? Side.Buy : Side.Sell, Start.AddMilliseconds(id), Start.AddMilliseconds(id).AddMicroseconds(123));

    protected static Trade[] Trades(long first, int count) => [.. Enumerable.Range(0, count).Select(i => TradeOf(first + i))];

    protected static Bar BarOf(int minute, decimal close = 10m, bool closed = true, int revision = 0, BarSource source = BarSource.Trades) => new(
        Start.AddMinutes(minute), BarInterval.OneMinute, 9.50000000m, 12m, 9m, close, 100.00000000m, 1000m, 7, 60m, 600m, closed, source, revision);

    [Theory]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task Gives_trades_back_as_they_were_written(int count)
    {
        var trades = Trades(100, count);
        Assert.Equal(count, await Store.Trades.WriteTradesAsync(Instrument, trades, Cancel));

        var read = await Store.Trades.ReadTradesAsync(Instrument, cancellationToken: Cancel).ToArrayAsync(Cancel);

        Assert.Equal(trades, read);
        Assert.Equal("0.00100000", read[0].Quantity.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(DateTimeKind.Utc, read[0].ExchangeTime.Kind);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1000)]
    public async Task Writing_twice_is_the_same_as_once(int count)
    {
        await Store.Trades.WriteTradesAsync(Instrument, Trades(1, count), Cancel);

        Assert.Equal(0, await Store.Trades.WriteTradesAsync(Instrument, Trades(1, count), Cancel));
        Assert.Equal(2, await Store.Trades.WriteTradesAsync(Instrument, Trades(3, count), Cancel));
        Assert.Equal(count + 2, await Store.Trades.ReadTradesAsync(Instrument, cancellationToken: Cancel).CountAsync(Cancel));
    }

    [Fact]
    public async Task A_large_batch_that_holds_a_trade_twice_is_stored_once()
    {
        Trade[] trades = [.. Trades(1, 500), .. Trades(1, 500)];

        Assert.Equal(500, await Store.Trades.WriteTradesAsync(Instrument, trades, Cancel));
    }

    [Fact]
    public async Task Writers_that_race_for_the_same_trades_store_each_once()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Store.Trades.WriteTradesAsync(Instrument, Trades(1, 2000), Cancel))));

        Assert.Equal(2000, written.Sum());
        Assert.Empty(await Store.Trades.MissingTradeIdsAsync(Instrument, 1, 2000, Cancel));
    }

    [Fact]
    public async Task Recent_bars_are_closed_and_of_one_stretch_of_the_market()
    {
        await Store.Bars.WriteBarsAsync(Instrument, [BarOf(-100_000), BarOf(-99_999), BarOf(0), BarOf(1), BarOf(7), BarOf(8, closed: false)], cancellationToken: Cancel);

        Assert.Equal([0, 1, 7], await Recent(5, BarOf(9).OpenTime));
        Assert.Equal([1, 7], await Recent(3, null));
        Assert.Equal([0, 1], await Recent(4, BarOf(7).OpenTime));
        Assert.Empty(await Recent(2, BarOf(100).OpenTime));
        Assert.Empty(await Recent(0, null));

        async Task<IEnumerable<double>> Recent(int count, DateTime? before) =>
            (await Store.Bars.ReadRecentBarsAsync(Instrument, BarInterval.OneMinute, count, before, Cancel)).Select(bar => (bar.OpenTime - Start).TotalMinutes);
    }

    [Fact]
    public async Task Reads_trades_by_id_by_time_and_newest_first_come_last()
    {
        await Store.Trades.WriteTradesAsync(Instrument, [.. Trades(10, 40), .. Trades(70, 30)], Cancel);

        Assert.Equal([10, 11], await Ids(new TradeQuery(Limit: 2)));
        Assert.Equal([98, 99], await Ids(new TradeQuery(Limit: 2, Newest: true)));
        Assert.Equal([49, 70], await Ids(new TradeQuery(FromId: 49, ToId: 70)));
        Assert.Equal([48, 49, 70, 71], await Ids(new TradeQuery(From: Start.AddMilliseconds(48), To: Start.AddMilliseconds(72))));
        Assert.Equal([70], await Ids(new TradeQuery(From: Start.AddMilliseconds(55), Limit: 1)));
        Assert.Empty(await Ids(new TradeQuery(From: Start.AddMilliseconds(100))));
        Assert.Empty(await Ids(new TradeQuery(To: Start.AddMilliseconds(10))));
        Assert.Equal(70, (await Ids(new TradeQuery(To: Start.AddDays(1)))).Count);
    }

    [Fact]
    public async Task Knows_its_first_and_last_trade()
    {
        Assert.Null(await Store.Trades.TradeExtentAsync(Instrument, Cancel));
        await Store.Trades.WriteTradesAsync(Instrument, Trades(5, 3), Cancel);

        Assert.Equal(new TradeExtent(5, 7, Start.AddMilliseconds(5), Start.AddMilliseconds(7)), await Store.Trades.TradeExtentAsync(Instrument, Cancel));
    }

    [Fact]
    public async Task Names_every_hole_in_the_ids_and_nothing_else()
    {
        Assert.Equal([new IdRange(1, 9)], await Store.Trades.MissingTradeIdsAsync(Instrument, 1, 9, Cancel));
        await Store.Trades.WriteTradesAsync(Instrument, [.. Trades(3, 2), .. Trades(6, 1), .. Trades(9, 2)], Cancel);

        Assert.Equal([new IdRange(1, 2), new IdRange(5, 5), new IdRange(7, 8), new IdRange(11, 12)], await Store.Trades.MissingTradeIdsAsync(Instrument, 1, 12, Cancel));
        Assert.Empty(await Store.Trades.MissingTradeIdsAsync(Instrument, 9, 10, Cancel));
        Assert.Empty(await Store.Trades.MissingTradeIdsAsync(Instrument, 10, 9, Cancel));
    }

    [Fact]
    public async Task A_closed_bar_wins_over_an_open_one_and_the_higher_revision_wins()
    {
        Assert.Equal(1, await Store.Bars.WriteBarsAsync(Instrument, [BarOf(0, close: 10, closed: false)], cancellationToken: Cancel));
        Assert.Equal(1, await Store.Bars.WriteBarsAsync(Instrument, [BarOf(0, close: 11, closed: false)], cancellationToken: Cancel));
        Assert.Equal(1, await Store.Bars.WriteBarsAsync(Instrument, [BarOf(0, close: 11)], cancellationToken: Cancel));
        Assert.Equal(0, await Store.Bars.WriteBarsAsync(Instrument, [BarOf(0, close: 9.9m, closed: false)], cancellationToken: Cancel));
        Assert.Equal(1, await Store.Bars.WriteBarsAsync(Instrument, [BarOf(0, close: 12, revision: 2)], cancellationToken: Cancel));
        Assert.Equal(0, await Store.Bars.WriteBarsAsync(Instrument, [BarOf(0, close: 9.9m, revision: 1)], cancellationToken: Cancel));

        Assert.Equal(BarOf(0, close: 12, revision: 2), Assert.Single(await Bars()));
    }

    [Fact]
    public async Task The_best_version_of_a_bar_wins_inside_one_batch()
    {
        await Store.Bars.WriteBarsAsync(Instrument, [BarOf(0, close: 10, closed: false), BarOf(0, close: 11), BarOf(0, close: 12, revision: 1), BarOf(0, close: 11)], cancellationToken: Cancel);

        Assert.Equal(12, Assert.Single(await Bars()).Close);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(600)]
    public async Task Writing_bars_again_changes_nothing(int count)
    {
        Bar[] bars = [.. Enumerable.Range(0, count).Select(minute => BarOf(minute))];

        Assert.Equal(count, await Store.Bars.WriteBarsAsync(Instrument, bars, cancellationToken: Cancel));
        Assert.Equal(0, await Store.Bars.WriteBarsAsync(Instrument, bars, cancellationToken: Cancel));
        Assert.Equal(bars, await Bars());
    }

    [Fact]
    public async Task One_bar_per_open_time_archive_before_rest_before_trades()
    {
        await Store.Bars.WriteBarsAsync(Instrument, [BarOf(0), BarOf(1), BarOf(2), BarOf(3)], cancellationToken: Cancel);
        await Store.Bars.WriteBarsAsync(Instrument, [BarOf(1, source: BarSource.Rest), BarOf(2, source: BarSource.Rest), BarOf(3, closed: false, source: BarSource.Rest)], cancellationToken: Cancel);
        await Store.Bars.WriteBarsAsync(Instrument, [BarOf(2, source: BarSource.Archive)], cancellationToken: Cancel);

        BarSource[] best = [BarSource.Trades, BarSource.Rest, BarSource.Archive, BarSource.Trades];
        Assert.Equal(best, (await Bars()).Select(bar => bar.Source));
        Assert.Equal(best[2..], (await Bars(new BarQuery(Limit: 2, Newest: true))).Select(bar => bar.Source));
        Assert.Equal(best[..3], (await Bars(new BarQuery(Limit: 3))).Select(bar => bar.Source));
        Assert.Equal(4, (await Bars(new BarQuery(Source: BarSource.Trades))).Length);
    }

    [Fact]
    public async Task Bars_are_read_by_open_time_interval_and_series()
    {
        await Store.Bars.WriteBarsAsync(Instrument, [.. Enumerable.Range(0, 5).Select(minute => BarOf(minute))], cancellationToken: Cancel);
        await Store.Bars.WriteBarsAsync(Instrument, [BarOf(0) with { Interval = BarInterval.OneHour }], cancellationToken: Cancel);
        await Store.Bars.WriteBarsAsync(Instrument, [BarOf(0, close: -0.001m)], BarSeries.Premium, Cancel);

        Assert.Equal([BarOf(1), BarOf(2)], await Bars(new BarQuery(Start.AddMinutes(1), Start.AddMinutes(3))));
        Assert.Equal(-0.001m, Assert.Single(await Bars(new BarQuery(Series: BarSeries.Premium))).Close);
        Assert.Single(await Store.Bars.ReadBarsAsync(Instrument, BarInterval.OneHour, cancellationToken: Cancel).ToArrayAsync(Cancel));
    }

    [Fact]
    public async Task Names_every_hole_among_the_venues_own_bars()
    {
        await Store.Bars.WriteBarsAsync(Instrument, [.. Enumerable.Range(0, 10).Select(minute => BarOf(minute))], cancellationToken: Cancel);
        Assert.Equal([Range(0, 10)], await Missing(0, 10));

        Bar[] bars = [BarOf(2, source: BarSource.Rest), BarOf(3, source: BarSource.Archive), BarOf(3, source: BarSource.Rest), BarOf(6, source: BarSource.Archive)];
        await Store.Bars.WriteBarsAsync(Instrument, [.. bars, BarOf(8, closed: false, source: BarSource.Rest)], cancellationToken: Cancel);

        Assert.Equal([Range(0, 2), Range(4, 6), Range(7, 10)], await Missing(0, 10));
        Assert.Empty(await Missing(2, 4));
        Assert.Equal([Range(4, 5)], await Missing(2, 5));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(500)]
    public async Task Keeps_the_close_time_of_a_bar_that_an_outage_cut_short(int count)
    {
        Bar[] bars = [.. Enumerable.Range(0, count).Select(minute => BarOf(minute) with { CloseTime = minute == 1 ? Start.AddMinutes(1.5) : null })];
        await Store.Bars.WriteBarsAsync(Instrument, bars, cancellationToken: Cancel);

        Assert.Equal(bars, await Bars());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(1000)]
    public async Task Aggregate_trades_are_stored_once_and_their_holes_are_named(int count)
    {
        AggregateTrade Of(long id) => new(id, 1.50m, 2m, id * 2, id * 2 + 1, Start.AddMilliseconds(id), Side.Sell, id % 2 == 0 ? true : null);
        AggregateTrade[] trades = [.. Enumerable.Range(0, count).Select(i => Of(100 + i)), Of(count + 102)];

        Assert.Equal(count + 1, await Store.Aggregates.WriteAggregateTradesAsync(Instrument, trades, Cancel));
        Assert.Equal(0, await Store.Aggregates.WriteAggregateTradesAsync(Instrument, trades, Cancel));

        var ids = await Store.Aggregates.AggregateTradeIdsAsync(Instrument, Start, Start.AddDays(1), Cancel);
        Assert.Equal(new IdRange(100, count + 102), ids);
        Assert.Equal(new IdRange(101, 102), await Store.Aggregates.AggregateTradeIdsAsync(Instrument, Start.AddMilliseconds(101), Start.AddMilliseconds(103), Cancel));
        Assert.Null(await Store.Aggregates.AggregateTradeIdsAsync(Instrument, Start.AddDays(1), Start.AddDays(2), Cancel));
        Assert.Equal(trades, await Store.Aggregates.ReadAggregateTradesAsync(Instrument, ids!.Value, Cancel).ToArrayAsync(Cancel));
        Assert.Equal([new IdRange(count + 100, count + 101)], await Store.Aggregates.MissingAggregateTradeIdsAsync(Instrument, ids.Value, Cancel));
    }

    [Fact]
    public async Task Months_are_as_long_as_they_are()
    {
        Assert.True(BarInterval.TryParse("1M", out var month));
        Bar[] bars = [.. new[] { 1, 2, 4 }.Select(m => BarOf(0, source: BarSource.Archive) with { Interval = month, OpenTime = new DateTime(2023, m, 1, 0, 0, 0, DateTimeKind.Utc) })];
        await Store.Bars.WriteBarsAsync(Instrument, bars, cancellationToken: Cancel);

        var hole = Assert.Single(await Store.Bars.MissingBarsAsync(Instrument, month, bars[0].OpenTime, new DateTime(2023, 5, 1, 0, 0, 0, DateTimeKind.Utc), cancellationToken: Cancel));

        Assert.Equal((3, 4), (hole.From.Month, hole.To.Month));
    }

    private static TimeRange Range(int fromMinute, int toMinute) => new(Start.AddMinutes(fromMinute), Start.AddMinutes(toMinute));

    private Task<IReadOnlyList<TimeRange>> Missing(int fromMinute, int toMinute) =>
        Store.Bars.MissingBarsAsync(Instrument, BarInterval.OneMinute, Start.AddMinutes(fromMinute), Start.AddMinutes(toMinute), cancellationToken: Cancel);

    private async Task<List<long>> Ids(TradeQuery query) =>
        await Store.Trades.ReadTradesAsync(Instrument, query, Cancel).Select(trade => trade.TradeId).ToListAsync(Cancel);

    private async Task<Bar[]> Bars(BarQuery query = default) =>
        await Store.Bars.ReadBarsAsync(Instrument, BarInterval.OneMinute, query, Cancel).ToArrayAsync(Cancel);
}

using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Tests.Venue;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Tests.Windows;

public sealed class TimeBarsTests
{
    private static readonly BarInterval[] Intervals = [.. new[] { "1s", "1m", "5m", "15m", "1h", "1d" }.Select(BarInterval.Parse)];
    private static readonly long Start = new DateTime(2024, 8, 8, 22, 58, 0, DateTimeKind.Utc).Ticks;

    private readonly WindowOutput _output = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Bars_of_random_trades_equal_a_naive_computation(int seed)
    {
        var trades = RandomTrades(seed, 20_000);
        var bars = new TimeBars(Intervals);
        foreach (var trade in trades)
        {
            Add(bars, trade);
        }

        bars.Advance(DateTime.MaxValue.Ticks, _output);
        EqualNaive(trades, _output.Closed.Items.ToArray());
        Assert.Equal(0, bars.OpenCount);
    }

    [Fact]
    public void Within_the_allowed_lateness_the_order_of_arrival_does_not_matter()
    {
        var trades = RandomTrades(4, 5_000);
        var shuffled = Shuffled(trades, within: 20, seed: 5);
        var bars = new TimeBars(Intervals, 600 * TimeSpan.TicksPerSecond);
        foreach (var trade in shuffled)
        {
            Add(bars, trade);
        }

        bars.Advance(DateTime.MaxValue.Ticks, _output);
        Assert.Equal(0, _output.Late.Count);
        EqualNaive(trades, _output.Closed.Items.ToArray());
    }

    [Fact]
    public void A_late_trade_joins_the_bars_that_are_open_and_names_those_that_are_not()
    {
        var bars = new TimeBars(Intervals);
        Add(bars, Trade(1, 0, 10));
        Add(bars, Trade(3, 90, 30));
        Add(bars, Trade(2, 30, 20));
        Assert.Equal(["1s", "1m"], _output.Late.Items.ToArray().Select(key => key.Interval.Code));
        bars.Advance(DateTime.MaxValue.Ticks, _output);
        var fiveMinutes = Assert.Single(_output.Closed.Items.ToArray(), bar => bar.Interval.Code == "5m");
        Assert.Equal((10m, 30m, 10m, 30m, 3L), (fiveMinutes.Open, fiveMinutes.High, fiveMinutes.Low, fiveMinutes.Close, fiveMinutes.TradeCount));
    }

    [Fact]
    public void A_snapshot_shows_the_open_bars_with_every_trade()
    {
        var trades = RandomTrades(6, 300).Where(trade => trade.ExchangeTime.Ticks - Start < 100 * TimeSpan.TicksPerSecond).ToList();
        var bars = new TimeBars(Intervals);
        var open = new EventBuffer<Bar>();
        foreach (var trade in trades)
        {
            Add(bars, trade);
        }

        bars.Snapshot(open);
        EqualNaive(trades, [.. _output.Closed.Items, .. open.Items]);
    }

    [Fact]
    public void Restored_bars_go_on_as_if_nothing_had_happened()
    {
        var trades = RandomTrades(7, 4_000);
        var cut = trades.Count / 2;
        var minute = BarInterval.OneMinute.OpenOf(trades[cut].ExchangeTime);
        var bars = new TimeBars(Intervals);
        foreach (var interval in Intervals.Where(interval => interval > BarInterval.OneMinute))
        {
            var sum = default(BarAccumulator);
            var order = long.MinValue;
            foreach (var stored in Recording.NaiveBars(trades.Where(trade => trade.ExchangeTime < minute && trade.ExchangeTime >= interval.OpenOf(minute)), BarInterval.OneMinute))
            {
                sum.Merge(BarAccumulator.From(stored, order++));
            }

            if (!sum.IsEmpty)
            {
                bars.Restore(interval, interval.OpenOf(minute), sum);
            }
        }

        foreach (var trade in trades.Where(trade => trade.ExchangeTime >= minute))
        {
            Add(bars, trade);
        }

        bars.Advance(DateTime.MaxValue.Ticks, _output);
        foreach (var closed in _output.Closed.Items.ToArray())
        {
            Assert.Contains(closed, Recording.NaiveBars(trades, closed.Interval));
        }
    }

    internal static List<Trade> RandomTrades(int seed, int count)
    {
        var random = new Random(seed);
        var time = Start;
        return
        [
            .. Enumerable.Range(1, count).Select(id =>
            {
                time += random.Next(20) == 0 ? random.Next(5) * TimeSpan.TicksPerSecond : random.Next(100) * TimeSpan.TicksPerMillisecond;
                return new Trade(
                    id, 60_000m + random.Next(1, 100_000) / 100m, random.Next(1, 1_000_000_000) / 100_000_000m,
                    random.Next(2) == 0 ? Side.Buy : Side.Sell, new DateTime(time, DateTimeKind.Utc), default);
            }),
        ];
    }

    private static List<Trade> Shuffled(List<Trade> trades, int within, int seed)
    {
        var random = new Random(seed);
        return [.. trades.Select((trade, index) => (trade, key: index + random.Next(within))).OrderBy(pair => pair.key).Select(pair => pair.trade)];
    }

    private static Trade Trade(long id, int second, decimal price) =>
        new(id, price, 1, Side.Buy, new DateTime(Start + second * TimeSpan.TicksPerSecond, DateTimeKind.Utc), default);

    private static void EqualNaive(List<Trade> trades, Bar[] bars)
    {
        foreach (var interval in Intervals)
        {
            Assert.Equal(
                Recording.NaiveBars(trades, interval),
                bars.Where(bar => bar.Interval == interval).OrderBy(bar => bar.OpenTime).Select(bar => bar with { Closed = true }));
        }
    }

    private void Add(TimeBars bars, Trade trade)
    {
        Assert.True(Tick.TryFrom(0, trade, out var tick));
        bars.Add(tick, _output);
    }
}

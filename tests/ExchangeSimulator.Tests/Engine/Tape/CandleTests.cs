using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Tests.Engine.Tape;

public sealed class CandleTests
{
    private const long HourUs = 3_600_000_000;
    private readonly Markets _venue = Markets.Spot(ordersPerSecond: 30);

    [Fact]
    public void Live_candles_are_the_sums_of_their_trades()
    {
        _venue.Run(13_000);
        var minutes = _venue.Feed.Candles.Where(c => c.Interval == BarInterval.OneMinute).Select(c => c.Candle).Skip(1).ToList();

        Assert.Single(minutes);
        foreach (var minute in minutes)
        {
            var naive = new Candle { OpenUs = minute.OpenUs };
            foreach (var trade in _venue.Feed.Trades.Where(t => t.TimeUs >= minute.OpenUs && t.TimeUs < minute.OpenUs + 60_000_000))
            {
                naive.Add(trade);
            }

            Assert.Equal(naive, minute);
        }
    }

    [Fact]
    public void The_minute_at_the_seam_holds_the_history_before_and_the_tape_after()
    {
        _venue.Run(8_000);
        var openUs = History.OpenOf(BarInterval.OneMinute, Markets.StartUs);
        var past = _venue.Market.History!.Sum(openUs, Markets.StartUs);
        var live = _venue.Feed.Trades.Where(t => t.TimeUs < openUs + 60_000_000).ToList();
        var seam = _venue.Market.Candles.Get(BarInterval.OneMinute, openUs)!.Value;

        Assert.Equal(past.Count + live.Count, seam.Count);
        Assert.Equal(past.LastId + 1, live[0].Id);
        Assert.Equal((past.FirstId, live[^1].Id), (seam.FirstId, seam.LastId));
        Assert.Equal(past.Open, seam.Open);
        Assert.Equal(live[^1].Price, seam.Close);
    }

    [Fact]
    public void Longer_candles_of_the_history_are_the_sums_of_shorter_ones()
    {
        var history = _venue.Market.History!;
        var hour = Markets.StartUs / HourUs * HourUs - 5 * HourUs;
        var sum = new Candle { OpenUs = hour };
        for (var i = 0; i < 60; i++)
        {
            sum.Merge(history.Of(BarInterval.OneMinute, hour + i * 60_000_000L));
        }

        Assert.Equal(sum, history.Of(BarInterval.OneHour, hour));
        Assert.Equal(3600 * 30, sum.Count);
        Assert.Equal(86_400 * 30, history.Of(BarInterval.OneDay, History.OpenOf(BarInterval.OneDay, hour) - 24 * HourUs).Count);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(30)]
    [InlineData(70)]
    public void Candles_of_the_history_are_the_sums_of_its_trades(double ordersPerSecond)
    {
        var history = Markets.Spot(ordersPerSecond: ordersPerSecond).Market.History!;
        var minute = Markets.StartUs / 60_000_000 * 60_000_000 - 60_000_000;
        var naive = new Candle { OpenUs = minute };
        for (var id = history.IdAt(minute); id < history.IdAt(minute + 60_000_000); id++)
        {
            naive.Add(history.Trade(id));
        }

        Assert.Equal(naive, history.Copy().Of(BarInterval.OneMinute, minute));
    }

    [Fact]
    public void Ids_of_the_history_lead_to_its_trades_in_the_order_of_their_times()
    {
        var history = _venue.Market.History!;
        var (copy, before) = (history.Copy(), 0L);
        for (var id = history.EndId - 200; id < history.EndId; id++)
        {
            var trade = history.Trade(id);
            Assert.Equal(trade, copy.Trade(id));
            Assert.True(trade.TimeUs > before && trade.TimeUs < Markets.StartUs);
            Assert.Equal(id, history.IdAt(trade.TimeUs));
            before = trade.TimeUs;
        }

        Assert.Equal((Markets.StartUs, history.EndId), (history.EndId, history.IdAt(Markets.StartUs)));
        Assert.Equal((History.ListedUs, history.FirstId), (history.Trade(history.FirstId).TimeUs, history.IdAt(0)));
    }

    [Fact]
    public void A_second_without_a_trade_is_flat_at_the_last_price()
    {
        var quiet = Markets.Spot(ordersPerSecond: 0.5).Run(2_000);
        var seconds = quiet.Feed.Candles.Where(c => c.Interval == BarInterval.OneSecond).Select(c => c.Candle).ToList();

        Assert.Equal(20, seconds.Count);
        Assert.Contains(seconds, s => s.Count == 0);
        Assert.All(seconds.Zip(seconds.Skip(1)), pair => Assert.True(pair.Second.Count > 0 || pair.Second.Open == pair.First.Close));
    }
}

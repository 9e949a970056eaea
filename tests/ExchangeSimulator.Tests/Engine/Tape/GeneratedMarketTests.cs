using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Tests.Engine.Tape;

public sealed class GeneratedMarketTests
{
    [Fact]
    public void The_same_seed_gives_the_same_tape_and_another_seed_another()
    {
        var (first, second, other) = (Markets.Spot(3).Run(2_000), Markets.Spot(3).Run(2_000), Markets.Spot(4).Run(2_000));

        Assert.Equal(first.Market.Tape.Hash, second.Market.Tape.Hash);
        Assert.Equal(first.Feed.Trades, second.Feed.Trades);
        Assert.NotEqual(first.Market.Tape.Hash, other.Market.Tape.Hash);
    }

    [Fact]
    public void Trade_ids_rise_by_one_and_times_never_go_back()
    {
        var trades = Markets.Spot(ordersPerSecond: 2_000).Run(1_000).Feed.Trades;

        Assert.True(trades.Count > 15_000);
        for (var i = 1; i < trades.Count; i++)
        {
            Assert.Equal(trades[i - 1].Id + 1, trades[i].Id);
            Assert.True(trades[i].TimeUs >= trades[i - 1].TimeUs);
            Assert.InRange(trades[i].AggregateId - trades[i - 1].AggregateId, 0, 1);
        }
    }

    [Fact]
    public void The_rate_is_kept_and_the_price_moves()
    {
        var venue = Markets.Spot(ordersPerSecond: 100).Run(6_000);
        var closes = venue.Feed.Candles.Where(c => c.Interval == BarInterval.OneSecond).Select(c => (double)c.Candle.Close).ToList();

        Assert.InRange(venue.Feed.Trades.Count, 5_700, 6_900);
        Assert.Equal(60, closes.Count, 1.0);
        Assert.InRange(Crossings(closes, 5, 15), 3, 30);
    }

    [Fact]
    public void Aggregates_cover_the_trades_without_a_hole()
    {
        var feed = Markets.Spot(ordersPerSecond: 500).Run(500).Feed;

        Assert.Equal(feed.Trades[0].Id, feed.Aggregates[0].FirstId);
        Assert.Equal(feed.Trades[^1].Id, feed.Aggregates[^1].LastId);
        for (var i = 1; i < feed.Aggregates.Count; i++)
        {
            Assert.Equal(feed.Aggregates[i - 1].LastId + 1, feed.Aggregates[i].FirstId);
            Assert.Equal(feed.Aggregates[i - 1].Id + 1, feed.Aggregates[i].Id);
        }

        Assert.Equal(feed.Trades.Sum(t => t.Quantity), feed.Aggregates.Sum(a => a.Quantity));
    }

    [Fact]
    public void A_book_kept_from_a_snapshot_and_the_diffs_is_the_venues_book_and_never_crossed()
    {
        var venue = Markets.Spot(ordersPerSecond: 300).Run(100);
        var book = venue.Market.Book;
        book.Diffs[0].Activate(true, book.UpdateId);
        var bids = Levels(book.Bids);
        var asks = Levels(book.Asks);
        var last = book.UpdateId;
        venue.Run(1_000);
        foreach (var (first, final, changedBids, changedAsks) in venue.Feed.Diffs)
        {
            Assert.Equal(last + 1, first);
            last = final;
            Apply(bids, changedBids);
            Apply(asks, changedAsks);
            Assert.True(bids.Keys.Max() < asks.Keys.Min());
        }

        Assert.Equal(last, book.UpdateId);
        Assert.Equal(Levels(book.Bids), bids);
        Assert.Equal(Levels(book.Asks), asks);
        Assert.Equal((bids.Keys.Max(), asks.Keys.Min()), venue.Feed.Top);
    }

    private static SortedDictionary<long, long> Levels(BookSide side) =>
        new(Enumerable.Range(0, side.Count).ToDictionary(k => side.At(k).Price, k => side.At(k).Quantity));

    private static void Apply(SortedDictionary<long, long> levels, Dictionary<long, long> changes)
    {
        foreach (var (price, quantity) in changes)
        {
            if (quantity == 0)
            {
                levels.Remove(price);
            }
            else
            {
                levels[price] = quantity;
            }
        }
    }

    private static int Crossings(List<double> closes, int fast, int slow)
    {
        var crossings = 0;
        bool? above = null;
        for (var i = slow; i < closes.Count; i++)
        {
            var now = closes.Skip(i - fast).Take(fast).Average() > closes.Skip(i - slow).Take(slow).Average();
            crossings += above is { } before && before != now ? 1 : 0;
            above = now;
        }

        return crossings;
    }
}

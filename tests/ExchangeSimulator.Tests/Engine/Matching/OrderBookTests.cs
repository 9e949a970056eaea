using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Tests.Engine.Matching;

public sealed class OrderBookTests : IMatchSink
{
    private readonly List<(long Price, long Quantity, ClientOrder? Maker)> _matches = [];

    void IMatchSink.Matched(Side taker, ClientOrder? client, RestingOrder maker, long price, long quantity) => _matches.Add((price, quantity, maker.Client));

    [Fact]
    public void Fills_the_best_price_first_and_the_oldest_order_first_at_a_price()
    {
        var book = new OrderBook(1, []);
        var (early, late) = (Client("early"), Client("late"));
        book.Rest(Side.Sell, 102, 5, Client("worse"));
        book.Rest(Side.Sell, 101, 5, early);
        book.Rest(Side.Sell, 101, 5, late);

        var left = book.Take(Side.Buy, 101, 12, null, this);

        Assert.Equal(2, left);
        Assert.Equal([(101, 5, early), (101, 5, late)], _matches);
        Assert.Equal(102, book.Asks.BestPrice);
    }

    [Fact]
    public void House_liquidity_that_comes_after_a_client_waits_behind_it()
    {
        var book = new OrderBook(1, []);
        var client = Client("c");
        book.RestHouse(Side.Buy, 100, 3);
        book.Rest(Side.Buy, 100, 4, client);
        book.RestHouse(Side.Buy, 100, 5);

        book.Take(Side.Sell, 100, 12, null, this);

        Assert.Equal([(100, 3, null), (100, 4, client), (100, 5, null)], _matches);
        Assert.Equal(0, book.Bids.Count);
    }

    [Fact]
    public void Every_change_raises_the_update_id_and_is_in_the_diff()
    {
        var diff = new DepthDiff(100);
        var book = new OrderBook(10, [diff]);
        diff.Activate(true, book.UpdateId);
        book.RestHouse(Side.Buy, 100, 3);
        book.RestHouse(Side.Sell, 101, 3);
        book.Take(Side.Buy, 101, 3, null, this);

        Assert.Equal(13, book.UpdateId);
        Assert.Equal([100L], diff.Bids);
        Assert.Equal([101L], diff.Asks);
        Assert.Equal(0, book.Asks.QuantityAt(101));
        Assert.Equal(10, diff.SentUpdateId);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Matches_as_a_naive_list_of_orders_does(int seed)
    {
        var random = new SeededRandom((ulong)seed);
        var book = new OrderBook(1, []);
        List<(Side Side, long Price, long Left)> naive = [];
        List<(long, long)> expected = [];
        for (var i = 0; i < 20_000; i++)
        {
            var side = random.NextChance(0.5) ? Side.Buy : Side.Sell;
            var price = 1000 + (long)(random.NextFraction() * 40);
            var quantity = 1 + (long)(random.NextFraction() * 20);
            var left = book.Take(side, price, quantity, null, this);
            if (left > 0)
            {
                book.Rest(side, price, left, Client("n"));
            }

            while (quantity > 0)
            {
                var best = -1;
                for (var k = 0; k < naive.Count; k++)
                {
                    var resting = naive[k];
                    var crosses = resting.Side != side && (side == Side.Buy ? resting.Price <= price : resting.Price >= price);
                    if (crosses && (best < 0 || (side == Side.Buy ? resting.Price < naive[best].Price : resting.Price > naive[best].Price)))
                    {
                        best = k;
                    }
                }

                if (best < 0)
                {
                    naive.Add((side, price, quantity));
                    break;
                }

                var part = Math.Min(quantity, naive[best].Left);
                expected.Add((naive[best].Price, part));
                quantity -= part;
                naive[best] = naive[best] with { Left = naive[best].Left - part };
                if (naive[best].Left == 0)
                {
                    naive.RemoveAt(best);
                }
            }
        }

        Assert.Equal(expected, _matches.Select(m => (m.Price, m.Quantity)));
        Assert.Equal(naive.Where(n => n.Side == Side.Buy).Sum(n => n.Left), Enumerable.Range(0, book.Bids.Count).Sum(k => book.Bids.At(k).Quantity));
    }

    private static ClientOrder Client(string id) => new() { Symbol = "X", ClientOrderId = id, Side = Side.Buy, Kind = OrderKind.Limit };
}

using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>
/// The house: makers who quote a ladder of levels around the fair price and noise takers who hit it. They trade in the same
/// book and by the same rules as the clients, whose orders they fill.
/// </summary>
internal sealed class MarketMaker
{
    /// <summary>How much more likely a taker buys for each ladder step by which the fair price lies above the middle.</summary>
    internal const double Pull = 0.25;

    // A ladder step of 0.1 basis point and a half spread of 0.05: about what the busiest symbols show.
    private const double LadderStep = 0.00001;
    private const double LevelDollars = 150_000;
    private const double TakerDollars = 900;
    private const int RefillEvery = 32;

    private readonly MarketSpec _spec;
    private readonly OrderBook _book;
    private readonly IMatchSink _sink;
    private readonly SeededRandom _random;
    private readonly long _gap;
    private readonly int _levels;
    private readonly double _dollarsToLots;
    private long _centre = long.MinValue;
    private double _due;

    public MarketMaker(MarketSpec spec, OrderBook book, IMatchSink sink, ulong seed, int levels)
    {
        _spec = spec;
        _book = book;
        _sink = sink;
        _random = new SeededRandom(seed);
        _levels = levels;
        _gap = GapOf(spec);
        _dollarsToLots = LotsPerDollar(spec);
    }

    /// <summary>Between two levels of the ladder.</summary>
    internal static long GapOf(MarketSpec spec) =>
        Math.Max(1, (long)(spec.BasePrice * LadderStep * E8.One / spec.TickSize)) * spec.TickSize;

    /// <summary>What a taker wants, in lots, at a fraction in [0, 1) of the distribution of sizes.</summary>
    internal static double TakerLots(MarketSpec spec, double fraction) => -Math.Log(1 - fraction) * MeanTakerLots(spec);

    internal static double MeanTakerLots(MarketSpec spec) => TakerDollars * LotsPerDollar(spec);

    /// <summary>Orders due in a step, with the fraction carried over so that the rate is met exactly.</summary>
    public int DueOrders(double ordersPerSecond, long stepUs)
    {
        // Between half and one and a half times the even flow: bursts, but the same rate over a second.
        _due += ordersPerSecond * stepUs * 1e-6 * (0.5 + _random.NextFraction());
        var due = (int)_due;
        _due -= due;
        return due;
    }

    /// <summary>Moves the ladder to the fair price; quotes that meet a client's order trade with it.</summary>
    public void Requote(double fair)
    {
        var centre = Math.Max(_levels + 1, (long)(fair * E8.One / _gap));
        if (centre == _centre)
        {
            Refill();
            return;
        }

        Withdraw(_book.Bids, price => price > centre * _gap || price <= (centre - _levels) * _gap);
        Withdraw(_book.Asks, price => price <= centre * _gap || price > (centre + _levels) * _gap);
        var (before, first) = (_centre, _centre == long.MinValue);
        _centre = centre;
        for (var k = 0; k < _levels; k++)
        {
            var bid = centre - k;
            if (first || bid > before || bid <= before - _levels)
            {
                Quote(Side.Buy, bid * _gap, LevelQuantity(k));
            }

            var ask = centre + 1 + k;
            if (first || ask <= before || ask > before + _levels)
            {
                Quote(Side.Sell, ask * _gap, LevelQuantity(k));
            }
        }

        Refill();
    }

    /// <summary>One noise taker, drawn to the side on which the fair price lies.</summary>
    public void TakeOnce(double fair, int ordinal)
    {
        if (ordinal % RefillEvery == RefillEvery - 1)
        {
            Refill();
        }

        var middle = (_book.Bids.BestPrice + _book.Asks.BestPrice) * 0.5 / E8.One;
        var pull = Math.Clamp((fair - middle) / (middle * LadderStep), -1, 1) * Pull;
        var side = _random.NextChance(0.5 + pull) ? Side.Buy : Side.Sell;
        var lots = Math.Max(1, (long)TakerLots(_spec, _random.NextFraction()));
        var worst = side == Side.Buy ? (_centre + 8) * _gap : (_centre - 7) * _gap;
        _book.Take(side, worst, lots * _spec.StepSize, client: null, _sink);
    }

    private static double LotsPerDollar(MarketSpec spec) => spec.QuotePerDollar / spec.BasePrice * E8.One / spec.StepSize;

    /// <summary>Brings eaten levels back: the first few always, and further ones as far as a big order has emptied them.</summary>
    private void Refill()
    {
        for (var k = 0; k < _levels && Top(Side.Buy, (_centre - k) * _gap, k); k++)
        {
        }

        for (var k = 0; k < _levels && Top(Side.Sell, (_centre + 1 + k) * _gap, k); k++)
        {
        }
    }

    private bool Top(Side side, long price, int rank)
    {
        var present = _book.Of(side).QuantityAt(price);
        if (present == 0 || rank < 3)
        {
            var wanted = LevelQuantity(rank);
            if (present < wanted / 2)
            {
                Quote(side, price, wanted - present);
                return true;
            }
        }

        return rank < 3;
    }

    private void Quote(Side side, long price, long quantity)
    {
        var left = _book.Take(side, price, quantity, client: null, _sink);
        if (left > 0)
        {
            _book.RestHouse(side, price, left);
        }
    }

    private void Withdraw(BookSide levels, Func<long, bool> stale)
    {
        WithdrawFrom(levels, stale, fromBest: true);
        WithdrawFrom(levels, stale, fromBest: false);
    }

    private void WithdrawFrom(BookSide levels, Func<long, bool> stale, bool fromBest)
    {
        // Clients' orders may stay inside the stale range, so the walk steps over levels that it could not empty.
        var kept = 0;
        while (kept < levels.Count)
        {
            var level = levels.At(fromBest ? kept : levels.Count - 1 - kept);
            if (!stale(level.Price))
            {
                return;
            }

            var before = levels.Count;
            _book.CancelHouse(levels.Side, level);
            if (levels.Count == before)
            {
                kept++;
            }
        }
    }

    private long LevelQuantity(int rank)
    {
        var dollars = LevelDollars * (0.3 + _random.NextFraction()) * (1 + Math.Min(rank, 50) * 0.05);
        return Math.Max(1, (long)(dollars * _dollarsToLots)) * _spec.StepSize;
    }
}

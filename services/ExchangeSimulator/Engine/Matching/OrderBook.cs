using Trading.Contracts;

namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>
/// A price-time book. Every change of a level raises <see cref="UpdateId"/> by one and is noted in the diffs, so bookTicker,
/// depth and trades are views of the same state. Not thread safe: its market owns it.
/// </summary>
internal sealed class OrderBook(long firstUpdateId, DepthDiff[] diffs)
{
    public BookSide Bids { get; } = new(Side.Buy);

    public BookSide Asks { get; } = new(Side.Sell);

    public long UpdateId { get; private set; } = firstUpdateId;

    public DepthDiff[] Diffs { get; } = diffs;

    public BookSide Of(Side side) => side == Side.Buy ? Bids : Asks;

    public BookSide Against(Side side) => side == Side.Buy ? Asks : Bids;

    public RestingOrder Rest(Side side, long price, long quantity, ClientOrder? client)
    {
        var order = new RestingOrder { Client = client, Remaining = quantity };
        Of(side).GetOrAdd(price).Append(order);
        Touched(side, price);
        return order;
    }

    /// <summary>Adds liquidity of the house: into its newest order when that one is last in the queue, else behind the clients.</summary>
    public void RestHouse(Side side, long price, long quantity)
    {
        var level = Of(side).GetOrAdd(price);
        if (level.Last is { Client: null } last)
        {
            level.Change(last, quantity);
        }
        else
        {
            level.Append(new RestingOrder { Remaining = quantity });
        }

        Touched(side, price);
    }

    public void Cancel(Side side, RestingOrder order)
    {
        if (order.Level is not { } level)
        {
            return;
        }

        level.Remove(order);
        Of(side).RemoveIfEmpty(level);
        Touched(side, level.Price);
    }

    /// <summary>Takes the house's orders out of a level and leaves those of clients.</summary>
    public void CancelHouse(Side side, PriceLevel level)
    {
        var before = level.Quantity;
        level.RemoveHouse();
        if (level.Quantity != before)
        {
            Of(side).RemoveIfEmpty(level);
            Touched(side, level.Price);
        }
    }

    /// <summary>Sets a level to an absolute quantity of the house, as a recorded diff does; 0 removes it.</summary>
    public void SetLevel(Side side, long price, long quantity)
    {
        if (Of(side).LevelAt(price) is { } level)
        {
            CancelHouse(side, level);
        }

        if (quantity > 0)
        {
            RestHouse(side, price, quantity);
        }
    }

    public void StateUpdateId(long updateId) => UpdateId = updateId;

    public void Clear()
    {
        Bids.Clear();
        Asks.Clear();
    }

    /// <summary>
    /// Fills an incoming order from the other side, best price first and oldest order first, up to
    /// <paramref name="limit"/>; every match goes to <paramref name="sink"/>.
    /// </summary>
    /// <returns>The quantity that found no counterpart.</returns>
    public long Take(Side taker, long limit, long quantity, ClientOrder? client, IMatchSink sink)
    {
        var against = Against(taker);
        while (quantity > 0 && against.Crosses(limit))
        {
            var level = against.Best!;
            while (quantity > 0 && level.First is { } maker)
            {
                var matched = Math.Min(quantity, maker.Remaining);
                quantity -= matched;
                level.Change(maker, -matched);
                if (maker.Remaining == 0)
                {
                    level.Remove(maker);
                }

                sink.Matched(taker, client, maker, level.Price, matched);
            }

            against.RemoveIfEmpty(level);
            Touched(against.Side, level.Price);
        }

        return quantity;
    }

    /// <summary>Quantity that an order up to <paramref name="limit"/> would find.</summary>
    public long Available(Side taker, long limit, long enough)
    {
        var against = Against(taker);
        long found = 0;
        for (var rank = 0; rank < against.Count && found < enough; rank++)
        {
            var level = against.At(rank);
            if (taker == Side.Buy ? level.Price > limit : level.Price < limit)
            {
                break;
            }

            found += level.Quantity;
        }

        return found;
    }

    private void Touched(Side side, long price)
    {
        UpdateId++;
        foreach (var diff in Diffs)
        {
            diff.Touch(side, price);
        }
    }
}

using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Tests;

/// <summary>Keeps what a market says.</summary>
internal sealed class SilentFeed(Market market) : IMarketFeed
{
    public List<TapeTrade> Trades { get; } = [];

    public List<TapeAggregate> Aggregates { get; } = [];

    public List<(BarInterval Interval, Candle Candle)> Candles { get; } = [];

    public List<(long First, long Last, Dictionary<long, long> Bids, Dictionary<long, long> Asks)> Diffs { get; } = [];

    public (long Bid, long Ask) Top { get; private set; }

    public void Traded(in TapeTrade trade) => Trades.Add(trade);

    public void Aggregated(in TapeAggregate trade) => Aggregates.Add(trade);

    public void TopChanged(long timeUs) => Top = (market.BestBid, market.BestAsk);

    public void DepthChanged(DepthDiff diff, long timeUs) => Diffs.Add((
        diff.SentUpdateId + 1,
        market.Book.UpdateId,
        diff.Bids.ToDictionary(p => p, market.Book.Bids.QuantityAt),
        diff.Asks.ToDictionary(p => p, market.Book.Asks.QuantityAt)));

    public void Beat(long timeUs)
    {
    }

    public void CandleClosed(BarInterval interval, in Candle candle, long timeUs) => Candles.Add((interval, candle));
}

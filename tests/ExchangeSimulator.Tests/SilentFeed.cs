using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Matching;
using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Tests;

/// <summary>Keeps what a market says.</summary>
internal sealed class SilentFeed : IMarketFeed
{
    public List<TapeTrade> Trades { get; } = [];

    public List<TapeAggregate> Aggregates { get; } = [];

    public List<(BarInterval Interval, Candle Candle)> Candles { get; } = [];

    public List<string> Executions { get; } = [];

    public List<(long First, long Last, Dictionary<long, long> Bids, Dictionary<long, long> Asks)> Diffs { get; } = [];

    public (long Bid, long Ask) Top { get; private set; }

    public void Traded(Market market, in TapeTrade trade) => Trades.Add(trade);

    public void Aggregated(Market market, in TapeAggregate trade) => Aggregates.Add(trade);

    public void TopChanged(Market market, long timeUs) => Top = (market.BestBid, market.BestAsk);

    public void DepthChanged(Market market, DepthDiff diff, long timeUs) => Diffs.Add((
        diff.SentUpdateId + 1,
        market.Book.UpdateId,
        diff.Bids.ToDictionary(p => p, market.Book.Bids.QuantityAt),
        diff.Asks.ToDictionary(p => p, market.Book.Asks.QuantityAt)));

    public void Beat(Market market, long timeUs)
    {
    }

    public void CandleClosed(Market market, BarInterval interval, in Candle candle, long timeUs) => Candles.Add((interval, candle));

    public void OrderChanged(Market market, ClientOrder order, string execution, Fill? fill, long timeUs) => Executions.Add(execution);
}

using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>What a market tells the world, in the order in which it happens.</summary>
internal interface IMarketFeed
{
    void Traded(Market market, in TapeTrade trade);

    void Aggregated(Market market, in TapeAggregate trade);

    void TopChanged(Market market, long timeUs);

    void DepthChanged(Market market, DepthDiff diff, long timeUs);

    /// <summary>A moment on the grid of 100 ms, when snapshots and statistics are sent.</summary>
    void Beat(Market market, long timeUs);

    void CandleClosed(Market market, BarInterval interval, in Candle candle, long timeUs);

    /// <param name="fill">Null unless the report is of a trade.</param>
    void OrderChanged(Market market, ClientOrder order, string execution, Fill? fill, long timeUs);
}

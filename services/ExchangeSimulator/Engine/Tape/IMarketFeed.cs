using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>What one market tells the world, in the order in which it happens.</summary>
internal interface IMarketFeed
{
    void Traded(in TapeTrade trade);

    void Aggregated(in TapeAggregate trade);

    void TopChanged(long timeUs);

    void DepthChanged(DepthDiff diff, long timeUs);

    /// <summary>A moment on the grid of 100 ms, when snapshots and statistics are sent.</summary>
    void Beat(long timeUs);

    void CandleClosed(BarInterval interval, in Candle candle, long timeUs);
}

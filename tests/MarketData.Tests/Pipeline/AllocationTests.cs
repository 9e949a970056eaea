using Trading.Contracts;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Pipeline;
using Trading.MarketData.Tests.Venue;
using Trading.MarketData.Tests.Windows;

namespace Trading.MarketData.Tests.Pipeline;

/// <summary>The budget of the hot path: from a frame's bytes to bars a trade costs no allocation, whatever closes with it.</summary>
public sealed class AllocationTests
{
    private const int FramesPerRead = 64;

    private static readonly BarInterval[] Intervals = [.. "1s,1m,3m,5m,15m,30m,1h,2h,4h,6h,8h,12h,1d".Split(',').Select(BarInterval.Parse)];

    [Fact]
    public void A_trade_from_its_bytes_to_every_bar_and_window_allocates_nothing()
    {
        var parser = new FrameParser(new SymbolTable(["BTCUSDT"]));
        var batch = new FrameBatch();
        var pipeline = new SymbolPipeline(new PipelineSettings(
            Intervals, Windows: [.. "5m/1m,session:30s,tick:1000,volume:10,dollar:1000000".Split(',').Select(WindowTests.Parse)]));
        var frames = Recording.TradeFrames;
        var warm = frames.Count / 2;
        var (trades, closed) = (0L, 0L);
        Run(0, warm);
        (trades, closed) = (0, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(warm, frames.Count);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal(frames.Count - warm, trades);
        Assert.True(closed > 100, $"{closed} bars closed");

        void Run(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                parser.Parse(frames[i], 1, batch);
                if (batch.Ticks.Count == FramesPerRead || i == to - 1)
                {
                    foreach (ref readonly var tick in batch.Ticks.Items)
                    {
                        pipeline.Process(tick, tick.ReceivedTicks);
                    }

                    trades += pipeline.Output.Trades.Count;
                    closed += pipeline.Output.Windows.Closed.Count + pipeline.Output.Windows.ClosedWindows.Count;
                    pipeline.Output.Clear();
                    batch.Clear();
                }
            }
        }
    }
}

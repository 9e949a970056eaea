using System.Text;
using Trading.Contracts;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;
using Trading.MarketData.Pipeline;
using Trading.MarketData.Tests.Venue;
using Trading.MarketData.Windows;
using Trading.Testing;

namespace Trading.MarketData.Tests.Pipeline;

/// <summary>Recorded frames through parser and pipeline, against trades and bars that are read and summed the obvious way.</summary>
public sealed class RecordedSessionTests
{
    private const string MixedSession = "recordings/cryptofeed_BINANCE.ws.1.0.gz";

    private static readonly BarInterval[] Intervals = [.. new[] { "1s", "1m", "3m", "5m", "15m", "1h", "1d" }.Select(BarInterval.Parse)];

    [Theory]
    [InlineData(RecordedData.SpotSession, 9_757)]
    [InlineData(RecordedData.UsdmSession, 21_313)]
    public void Trades_and_bars_of_a_session_equal_a_naive_computation(string session, int count)
    {
        var frames = Recording.FramesOf(session).Where(frame => frame.StartsWith("{\"stream\"", StringComparison.Ordinal)).Select(Encoding.UTF8.GetBytes).ToList();
        var parser = new FrameParser(new SymbolTable(["BTCUSDT"]));
        var pipeline = new SymbolPipeline(new PipelineSettings(Intervals));
        var batch = new FrameBatch();
        frames.ForEach(frame => Send(pipeline, parser, frame, batch));
        pipeline.Bars.Advance(DateTime.MaxValue.Ticks, pipeline.Output.Windows);

        var trades = frames.Select(Recording.Trade).OfType<Trade>().ToList();
        Assert.Equal(count, trades.Count);
        Assert.Equal(trades, pipeline.Output.Trades.Items.ToArray().Select(tick => tick.ToTrade() with { ReceivedTime = default }));
        Assert.Equal((0L, 0L), (pipeline.Counters.Gaps, pipeline.Counters.Duplicates));
        Assert.Empty(pipeline.Output.Windows.Late.Items.ToArray());
        var bars = pipeline.Output.Windows.Closed.Items.ToArray();
        foreach (var interval in Intervals)
        {
            Assert.Equal(Recording.NaiveBars(trades, interval), bars.Where(bar => bar.Interval == interval));
        }
    }

    /// <summary>
    /// No recorded session holds a kline that closed: these are the venue's bars as they stood after the one trade that the session has of
    /// each symbol. LRCBTC had no other trade in that minute, so the bars are the same; NKNUSDT had 29 before the session began.
    /// </summary>
    [Fact]
    public void An_open_bar_equals_the_kline_event_of_its_moment()
    {
        var symbols = new SymbolTable(["NKNUSDT", "LRCBTC"]);
        var parser = new FrameParser(symbols, aggregates: true);
        var batch = new FrameBatch();
        foreach (var line in RecordedData.Lines(MixedSession).Where(line => line.Contains(": {", StringComparison.Ordinal)))
        {
            parser.Parse(Encoding.UTF8.GetBytes(line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]), 1, batch);
        }

        var own = new EventBuffer<Bar>();
        foreach (var tick in batch.Ticks.Items)
        {
            var pipeline = new SymbolPipeline(new PipelineSettings([BarInterval.OneMinute]));
            pipeline.Process(tick, 1);
            pipeline.Bars.Snapshot(own);
        }

        Assert.Equal(["NKNUSDT", "LRCBTC"], batch.Ticks.Items.ToArray().Select(tick => symbols[tick.Symbol]));
        Assert.Equal(["NKNUSDT", "LRCBTC"], batch.Bars.Items.ToArray().Select(bar => symbols[bar.Symbol]).Order(StringComparer.Ordinal).Reverse());
        var (begun, whole) = (Of("NKNUSDT"), Of("LRCBTC"));
        Assert.Equal(whole with { Source = BarSource.Trades }, own[1]);
        Assert.Equal(["open", "low", "volume", "quoteVolume", "tradeCount"], BarComparison.Differences(own[0], begun));
        Assert.Equal((30L, 1L), (begun.TradeCount, own[0].TradeCount));

        Bar Of(string symbol) => batch.Bars.Items.ToArray().Single(bar => symbols[bar.Symbol] == symbol).Bar;
    }

    private static void Send(SymbolPipeline pipeline, FrameParser parser, byte[] frame, FrameBatch batch)
    {
        batch.Clear();
        if (parser.Parse(frame, 1, batch) == FrameKind.Trade)
        {
            pipeline.Process(batch.Ticks[0], 1);
        }
    }
}

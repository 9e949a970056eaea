using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Pipeline;
using Trading.MarketData.State;
using Trading.MarketData.Windows;

namespace Trading.MarketData.Tests.Windows;

/// <summary>Windows that are no venue intervals, through the pipeline, against a naive computation.</summary>
public sealed class WindowTests
{
    private static readonly WindowSpec[] Specs = [.. "5m/1m,90s/30s,session:4s,tick:100,volume:50,dollar:2000000".Split(',').Select(Parse)];
    private static readonly long Start = new DateTime(2024, 8, 8, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly long Later = TimeSpan.TicksPerDay;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Bars_of_random_trades_equal_a_naive_computation(int seed)
    {
        var trades = TimeBarsTests.RandomTrades(seed, 20_000);
        var pipeline = NewPipeline();
        trades.ForEach(trade => Send(pipeline, trade));
        EqualNaive(trades, End(pipeline));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void A_hole_that_is_filled_later_does_not_move_a_single_cut(int seed)
    {
        var random = new Random(seed);
        var trades = TimeBarsTests.RandomTrades(seed, 10_000);
        var late = trades.Where(trade => trade.TradeId is (> 3000 and < 3400) or (> 3500 and < 3600) or (> 7000 and < 7003)).OrderBy(_ => random.Next()).ToList();
        var pipeline = NewPipeline();
        foreach (var trade in trades.Except(late).Where(trade => trade.TradeId < 9000))
        {
            Send(pipeline, trade);
        }

        Assert.True(pipeline.Windows.HeldCount > 5000);
        late.ForEach(trade => Send(pipeline, trade));
        Assert.Equal(0, pipeline.Windows.HeldCount);
        trades.Where(trade => trade.TradeId >= 9000).ToList().ForEach(trade => Send(pipeline, trade));
        var expected = Naive(trades);
        var bars = End(pipeline);
        foreach (var spec in Specs.Where(spec => spec.Kind != WindowKind.Sliding))
        {
            Assert.Equal(expected[spec.Code], bars.Where(bar => bar.Window == spec.Code));
        }

        Assert.All(pipeline.Output.Windows.LateWindows.Items.ToArray(), key => Assert.Contains('/', key.Window));
    }

    [Fact]
    public void A_hole_that_is_given_up_releases_what_waits_behind_it()
    {
        var trades = TimeBarsTests.RandomTrades(6, 2_000);
        var pipeline = NewPipeline();
        trades.Where(trade => trade.TradeId is < 500 or > 510).ToList().ForEach(trade => Send(pipeline, trade));
        Assert.True(pipeline.GiveUp(pipeline.Output.Opened[0].Id));
        Assert.Equal(0, pipeline.Windows.HeldCount);
        var bar = Assert.Single(End(pipeline), bar => bar.Window == "tick:100" && bar.Position == 500);
        Assert.Equal((599L, 89L, true), (bar.LastId, bar.TradeCount, bar.Closed));
    }

    [Fact]
    public void When_too_many_would_wait_the_hole_is_passed_over_and_its_trades_revise_bars()
    {
        var holes = new HoleSet(10);
        holes.Add(new Hole(Guid.NewGuid(), 5, 7, default, default));
        var windows = new TradeWindows([Parse("tick:10")], capacity: 100);
        var output = new WindowOutput();
        foreach (var id in Enumerable.Range(1, 4).Concat(Enumerable.Range(8, 101)))
        {
            windows.Add(Tick(id), holes, output);
        }

        Assert.Equal(0, windows.HeldCount);
        Assert.Equal((0L, 9L, 6L), (output.ClosedWindows[0].Position, output.ClosedWindows[0].LastId, output.ClosedWindows[0].TradeCount));
        windows.Add(Tick(6), holes, output);
        Assert.Equal(new WindowKey("tick:10", 6), output.LateWindows[0]);
    }

    [Fact]
    public void The_trade_that_fills_a_volume_bar_is_in_it_whole_and_the_next_begins_empty()
    {
        var pipeline = new SymbolPipeline(new PipelineSettings([BarInterval.OneMinute], Windows: [Parse("volume:10")]));
        foreach (var (id, quantity) in (ReadOnlySpan<(int, int)>)[(1, 4), (2, 4), (3, 7), (4, 1)])
        {
            pipeline.Process(Tick(id) with { Quantity = quantity * Fixed8.One }, 0);
        }

        var closed = Assert.Single(pipeline.Output.Windows.ClosedWindows.Items.ToArray());
        Assert.Equal((1L, 3L, 15m), (closed.Position, closed.LastId, closed.Volume));
        Assert.Equal((4L, 1m, false), Open(pipeline).Select(bar => (bar.Position, bar.Volume, bar.Closed)).Single());
    }

    [Fact]
    public void Volume_and_dollar_bars_begin_anew_with_the_UTC_day()
    {
        var pipeline = new SymbolPipeline(new PipelineSettings([BarInterval.OneMinute], Windows: [Parse("volume:10"), Parse("dollar:1000000")]));
        var midnight = new DateTime(2024, 8, 9, 0, 0, 0, DateTimeKind.Utc).Ticks;
        pipeline.Process(Tick(1) with { ExchangeTicks = midnight - 1 }, 0);
        pipeline.Process(Tick(2) with { ExchangeTicks = midnight }, 0);
        Assert.Equal([1, 1], pipeline.Output.Windows.ClosedWindows.Items.ToArray().Select(bar => bar.LastId));
        Assert.All(Open(pipeline), bar => Assert.Equal(2, bar.Position));
    }

    [Fact]
    public void A_session_ends_by_a_confirmed_silence_and_missing_ids_are_no_silence()
    {
        var pipeline = new SymbolPipeline(new PipelineSettings([BarInterval.OneMinute], Windows: [Parse("session:30s")]));
        pipeline.Process(Tick(1), 0);
        pipeline.Process(Tick(4) with { ExchangeTicks = Start + 100 * TimeSpan.TicksPerSecond }, 0);
        pipeline.Process(Tick(5) with { ExchangeTicks = Start + 100 * TimeSpan.TicksPerSecond }, Later);
        Assert.True(pipeline.GiveUp(pipeline.Output.Opened[0].Id));
        Assert.Equal(0, pipeline.Output.Windows.ClosedWindows.Count);
        pipeline.Reach(latestId: 5, 0, askedTicks: Start + 129 * TimeSpan.TicksPerSecond);
        Assert.Equal(0, pipeline.Output.Windows.ClosedWindows.Count);
        pipeline.Reach(latestId: 5, 0, askedTicks: Start + 130 * TimeSpan.TicksPerSecond);
        Assert.Equal((1L, 5L, 3L), pipeline.Output.Windows.ClosedWindows.Items.ToArray().Select(bar => (bar.Position, bar.LastId, bar.TradeCount)).Single());
    }

    [Theory]
    [InlineData(7, 0)]
    [InlineData(8, 0)]
    [InlineData(9, 700)]
    public void From_a_checkpoint_the_bars_go_on_as_if_nothing_had_happened(int seed, int latenessMs)
    {
        var random = new Random(seed);
        var trades = TimeBarsTests.RandomTrades(seed, 8_000);
        var whole = NewPipeline(latenessMs);
        trades.ForEach(trade => Send(whole, trade));
        var first = NewPipeline(latenessMs);
        var cut = random.Next(2000, 6000);
        trades.Take(cut).ToList().ForEach(trade => Send(first, trade));
        var checkpoint = Checkpoint.Read(Checkpoint.Of(first, "mark"), "mark")!;
        Assert.Equal((cut + 1L, cut + 1L), (checkpoint.NextId, checkpoint.WindowsFrom));
        var second = NewPipeline(latenessMs);
        second.Resume(checkpoint.NextId, 0);
        checkpoint.Restore(second);
        trades.Skip(cut).ToList().ForEach(trade => Send(second, trade));
        Assert.Equal([.. whole.Output.Windows.Closed.Items], [.. first.Output.Windows.Closed.Items, .. second.Output.Windows.Closed.Items]);
        Assert.Equal(End(whole), [.. first.Output.Windows.ClosedWindows.Items, .. End(second)]);
    }

    [Fact]
    public void A_torn_or_foreign_checkpoint_is_not_taken()
    {
        var bytes = Checkpoint.Of(NewPipeline(), "1m tick:100");
        Assert.Null(Checkpoint.Read(bytes, "1m tick:200"));
        Assert.Null(Checkpoint.Read(bytes[..^1], "1m tick:100"));
        Assert.Null(Checkpoint.Read([], "1m tick:100"));
        bytes[40] ^= 1;
        Assert.Null(Checkpoint.Read(bytes, "1m tick:100"));
    }

    internal static WindowSpec Parse(string text) => WindowSpec.TryParse(text, out var window, out var problem) ? window : throw new ArgumentException(problem);

    private static SymbolPipeline NewPipeline(int latenessMs = 0) => new(new PipelineSettings(
        [BarInterval.OneSecond, BarInterval.OneMinute, BarInterval.Parse("5m")], latenessMs * TimeSpan.TicksPerMillisecond, ReorderTicks: 0, Windows: Specs));

    private static Tick Tick(long id) => new(0, id, Fixed8.One, Fixed8.One, Start + id * TimeSpan.TicksPerMillisecond, 0, Side.Buy);

    private static void Send(SymbolPipeline pipeline, Trade trade)
    {
        Assert.True(Exchanges.Ticks.Tick.TryFrom(0, trade, out var tick));
        pipeline.Process(tick, 0);
        pipeline.Tick(Later);
    }

    private static WindowBar[] Open(SymbolPipeline pipeline)
    {
        var open = new EventBuffer<WindowBar>();
        pipeline.Windows.Snapshot(open);
        return open.Items.ToArray();
    }

    private static List<WindowBar> End(SymbolPipeline pipeline)
    {
        pipeline.Bars.Advance(DateTime.MaxValue.Ticks, pipeline.Output.Windows);
        return [.. pipeline.Output.Windows.ClosedWindows.Items, .. Open(pipeline)];
    }

    private static Dictionary<string, List<WindowBar>> Naive(List<Trade> trades) => new(StringComparer.Ordinal)
    {
        ["5m/1m"] = NaiveWindows.Sliding("5m/1m", trades, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)),
        ["90s/30s"] = NaiveWindows.Sliding("90s/30s", trades, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(30)),
        ["session:4s"] = NaiveWindows.Session("session:4s", trades, TimeSpan.FromSeconds(4)),
        ["tick:100"] = [.. NaiveWindows.Ticks("tick:100", trades, 100).Select(bar => bar.Position == trades.Count ? bar with { Closed = false, LastId = trades.Count } : bar)],
        ["volume:50"] = NaiveWindows.Volume("volume:50", trades, 50),
        ["dollar:2000000"] = NaiveWindows.Dollar("dollar:2000000", trades, 2_000_000),
    };

    private static void EqualNaive(List<Trade> trades, List<WindowBar> bars)
    {
        foreach (var (code, expected) in Naive(trades))
        {
            Assert.Equal(expected, bars.Where(bar => bar.Window == code));
        }
    }
}

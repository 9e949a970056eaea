using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Pipeline;

namespace Trading.MarketData.Tests.Pipeline;

public sealed class SymbolPipelineTests
{
    private const long Wait = 50 * TimeSpan.TicksPerMillisecond;
    private static readonly long Start = new DateTime(2024, 8, 8, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly SymbolPipeline _pipeline = new(new PipelineSettings([BarInterval.OneMinute]));
    private long _now = Start;

    [Fact]
    public void Trades_in_order_pass_at_once()
    {
        Send(5, 6, 7);
        Assert.Equal([5, 6, 7], Taken());
        Assert.Empty(_pipeline.Output.Opened);
    }

    [Fact]
    public void An_id_without_a_trade_behind_it_is_no_hole_and_goes_no_further()
    {
        Send(5);
        _pipeline.Process(new Tick(0, 6, 0, 0, _now, _now, Side.Buy), _now);
        Send(7);
        Assert.Equal([5, 7], Taken());
        _pipeline.Tick(_now += Wait);
        Assert.Empty(_pipeline.Output.Opened);
        Assert.Equal(8, _pipeline.NextId);
    }

    [Fact]
    public void A_repeated_id_is_a_duplicate()
    {
        Send(5, 6, 5, 6, 6, 7);
        Assert.Equal([5, 6, 7], Taken());
        Assert.Equal(3, _pipeline.Counters.Duplicates);
    }

    [Fact]
    public void Trades_that_overtake_each_other_are_put_back_in_order()
    {
        Send(5, 8, 7, 6, 9);
        Assert.Equal([5, 6, 7, 8, 9], Taken());
        Assert.Empty(_pipeline.Output.Opened);
    }

    [Fact]
    public void What_does_not_come_in_time_is_a_hole_of_exactly_the_missing_ids()
    {
        Send(5, 9, 10);
        Assert.Equal([5], Taken());
        _now += Wait;
        _pipeline.Tick(_now);
        Assert.Equal([5, 9, 10], Taken());
        var hole = Assert.Single(_pipeline.Output.Opened);
        Assert.Equal((6, 8, 3), (hole.FirstId, hole.LastId, hole.Missing));
    }

    [Fact]
    public void A_hole_is_filled_by_its_last_missing_trade()
    {
        Send(5, 9);
        _now += Wait;
        Send(10, 7, 6);
        Assert.Empty(_pipeline.Output.Filled);
        Send(6, 8);
        Assert.Equal(_pipeline.Output.Opened, _pipeline.Output.Filled);
        Assert.Equal(0, _pipeline.Holes.Count);
        Assert.Equal(1, _pipeline.Counters.Duplicates);
    }

    [Fact]
    public void A_lone_trade_that_the_stream_never_reaches_had_a_corrupt_id()
    {
        Send(5, 900, 6, 7);
        _now += Wait;
        Send(8);
        Assert.Equal([5, 6, 7, 8], Taken());
        Assert.Empty(_pipeline.Output.Opened);
        Assert.Equal(1, _pipeline.Counters.Implausible);
    }

    [Fact]
    public void A_lone_trade_very_far_ahead_is_not_believed()
    {
        Send(5, 5_000_000_000);
        _now += 100 * Wait;
        _pipeline.Tick(_now);
        Assert.Equal([5], Taken());
        Send(5_000_000_001);
        Assert.Equal([5, 5_000_000_000, 5_000_000_001], Taken());
    }

    [Fact]
    public void The_venue_being_further_than_a_silent_stream_is_a_hole()
    {
        Send(5);
        _pipeline.Reach(7, _now, _now);
        Assert.Equal((6, 7), (_pipeline.Output.Opened[0].FirstId, _pipeline.Output.Opened[0].LastId));
        Send(8);
        Assert.Equal([5, 8], Taken());
        Assert.Single(_pipeline.Output.Opened);
    }

    [Fact]
    public void What_is_given_up_is_a_duplicate_when_it_comes_after_all()
    {
        Send(5);
        _pipeline.Reach(7, _now, _now);
        Assert.True(_pipeline.GiveUp(_pipeline.Output.Opened[0].Id));
        Assert.False(_pipeline.GiveUp(_pipeline.Output.Opened[0].Id));
        Send(6);
        Assert.Equal([5], Taken());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void However_trades_are_dropped_repeated_and_moved_every_id_is_taken_once_or_open(int seed)
    {
        var random = new Random(seed);
        var sent = Enumerable.Range(1, 5000).Select(id => (long)id).Where(_ => random.Next(50) != 0)
            .SelectMany(id => Enumerable.Repeat(id, random.Next(30) == 0 ? 2 : 1))
            .Select((id, index) => (id, key: index + (random.Next(40) == 0 ? random.Next(30) : 0))).OrderBy(pair => pair.key).Select(pair => pair.id).ToList();
        foreach (var id in sent)
        {
            _now += TimeSpan.TicksPerMillisecond * random.Next(3);
            Send(id);
        }

        _now += Wait;
        _pipeline.Tick(_now);
        var first = sent[0];
        var taken = Taken();
        Assert.Equal(taken.Count, taken.Distinct().Count());
        Assert.Equal(sent.Where(id => id >= first).Distinct().Order(), taken.Order());
        var missing = _pipeline.Output.Opened.Sum(hole => hole.Missing);
        Assert.Equal(_pipeline.NextId - first - taken.Count, missing);
    }

    private List<long> Taken() => [.. _pipeline.Output.Trades.Items.ToArray().Select(tick => tick.TradeId)];

    private void Send(params long[] ids)
    {
        foreach (var id in ids)
        {
            _pipeline.Process(new Tick(0, id, 100, 100, Start + id % 100_000 * TimeSpan.TicksPerMillisecond, _now, Side.Buy), _now);
        }
    }
}

using Trading.Exchanges.Venues;
using Trading.MarketData.Connections;

namespace Trading.MarketData.Tests.Feeds;

public sealed class StreamWatchTests
{
    private const long Second = TimeSpan.TicksPerSecond;

    private readonly StreamWatch _depth = new(StreamKind.Depth, 15 * Second);
    private readonly StreamWatch _trades = new(StreamKind.Trade, 15 * Second);

    [Fact]
    public void A_busy_stream_that_stops_is_silent_after_the_floor_until_its_next_frame()
    {
        var at = Busy(_depth, 100);
        Assert.Equal(StreamRepair.None, _depth.Check(at + 15 * Second));
        Assert.False(_depth.IsSilent);
        Assert.Equal(StreamRepair.Resubscribe, _depth.Check(at + 16 * Second));
        Assert.True(_depth.IsSilent);
        _depth.Seen(at + 17 * Second);
        Assert.False(_depth.IsSilent);
    }

    [Fact]
    public void A_stream_that_is_known_to_pause_gets_five_times_its_longest_pause()
    {
        _depth.Begin(Second);
        _depth.Seen(2 * Second);
        _depth.Seen(62 * Second);
        _depth.Seen(63 * Second);
        Assert.Equal(StreamRepair.None, _depth.Check(362 * Second));
        Assert.Equal(StreamRepair.Resubscribe, _depth.Check(364 * Second));
    }

    [Fact]
    public void A_repair_that_does_not_help_is_followed_by_a_stronger_one_and_then_by_rarer_ones()
    {
        var at = Busy(_depth, 10);
        List<(long After, StreamRepair Repair)> repairs = [];
        for (var second = 1; repairs.Count < 5; second++)
        {
            if (_depth.Check(at + second * Second) is var repair and not StreamRepair.None)
            {
                repairs.Add((second, repair));
            }
        }

        Assert.Equal(
            [
                (16, StreamRepair.Resubscribe), (32, StreamRepair.Replace), (63, StreamRepair.Resubscribe),
                (124, StreamRepair.Replace), (245, StreamRepair.Resubscribe),
            ],
            repairs);
    }

    [Fact]
    public void A_stream_of_trades_may_pause_for_hours_and_is_dead_when_the_venue_ran_ahead()
    {
        var at = Busy(_trades, 10);
        Assert.Equal(StreamRepair.None, _trades.Check(at + 7200 * Second));
        _trades.Missed();
        Assert.Equal(StreamRepair.None, _trades.Check(at + 7201 * Second));
        _trades.Seen(at + 7202 * Second);
        _trades.Missed();
        Assert.Equal(StreamRepair.None, _trades.Check(at + 7203 * Second));
        _trades.Missed();
        Assert.Equal(StreamRepair.Resubscribe, _trades.Check(at + 7204 * Second));
        Assert.True(_trades.IsSilent);
    }

    [Fact]
    public void A_pause_before_the_beginning_is_no_pause_of_the_stream()
    {
        _depth.Seen(Second);
        _depth.Begin(1000 * Second);
        _depth.Seen(1001 * Second);
        Assert.Equal(StreamRepair.Resubscribe, _depth.Check(1017 * Second));
    }

    private static long Busy(StreamWatch watch, int frames)
    {
        watch.Begin(Second);
        var at = Second;
        for (var i = 0; i < frames; i++)
        {
            watch.Seen(at += Second / 10);
        }

        return at;
    }
}

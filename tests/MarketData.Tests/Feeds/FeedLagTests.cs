using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Processing;

namespace Trading.MarketData.Tests.Feeds;

public sealed class FeedLagTests
{
    private readonly FeedLag _lag = new();

    [Fact]
    public void The_connection_that_is_furthest_behind_counts_until_the_next_question()
    {
        Assert.Equal(0, _lag.Take());
        Seen(6);
        Seen(0.1);
        Assert.Equal(Ticks(6), _lag.Take());
        Seen(0.1);
        Assert.Equal(Ticks(0.1), _lag.Take());
    }

    [Fact]
    public void While_nothing_comes_it_stays_what_it_was()
    {
        Seen(3);
        Assert.Equal((Ticks(3), Ticks(3)), (_lag.Take(), _lag.Take()));
    }

    [Fact]
    public void A_clock_that_is_ahead_shows_none_and_a_wrong_time_no_more_than_a_minute()
    {
        Seen(-3);
        Assert.Equal(0, _lag.Take());
        Seen(86_400 * 365);
        Assert.Equal(TimeSpan.TicksPerMinute, _lag.Take());
    }

    private static long Ticks(double seconds) => TimeSpan.FromSeconds(seconds).Ticks;

    private void Seen(double seconds)
    {
        var received = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        _lag.Seen(new Tick(0, 1, Fixed8.One, Fixed8.One, received - Ticks(seconds), received, Side.Buy));
    }
}

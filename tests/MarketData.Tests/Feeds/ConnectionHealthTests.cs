using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.Exchanges.Venues;
using Trading.MarketData.Connections;

namespace Trading.MarketData.Tests.Feeds;

public sealed class ConnectionHealthTests
{
    private readonly StoppedClock _clock = new();

    [Fact]
    public void Without_any_venue_connection_the_service_is_degraded_and_unhealthy_after_30_s()
    {
        var (board, health, _) = Feed(symbols: 2);
        _clock.Pass(TimeSpan.FromSeconds(29));
        Assert.Equal(HealthStatus.Degraded, health.Problem()!.Value.Status);
        _clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Unhealthy, health.Problem()!.Value.Status);

        board.Change(0, FeedStatus.Connected);
        Assert.Null(health.Problem());

        board.Change(0, FeedStatus.Disconnected);
        _clock.Pass(TimeSpan.FromSeconds(29));
        board.Change(0, FeedStatus.Connecting);
        Assert.Equal(HealthStatus.Degraded, health.Problem()!.Value.Status);
        _clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Unhealthy, health.Problem()!.Value.Status);
    }

    [Fact]
    public void Symbols_that_lack_their_connection_degrade_the_service_for_as_long_as_they_do()
    {
        var (board, health, connections) = Feed(symbols: 300);
        board.Change(0, FeedStatus.Connected);
        _clock.Pass(TimeSpan.FromHours(1));

        var problem = health.Problem()!.Value;
        Assert.Equal(HealthStatus.Degraded, problem.Status);
        Assert.Contains("of 300 symbols lack a venue connection", problem.Description, StringComparison.Ordinal);

        foreach (var other in Enumerable.Range(1, connections - 1))
        {
            board.Change(other, FeedStatus.Connected);
        }

        Assert.Null(health.Problem());
    }

    private (FeedRegistry Board, ConnectionHealth Health, int Connections) Feed(int symbols)
    {
        var venue = new VenueOptions { Name = Venues.Simulator, Symbols = string.Join(',', Enumerable.Range(100, symbols).Select(number => $"C{number}USDT")) };
        var options = new MarketDataOptions();
        var universe = new MarketUniverse(venue);
        var venues = new VenueCatalog(ShippedVenues.All, venue, null!);
        var plan = new FeedPlan(venues.Run[0].Link, venues.Run[0].Venue.Feed, universe, options);
        var board = new FeedRegistry(universe, plan, _clock);
        return (board, new ConnectionHealth(board, universe, options, new VenueReachability(_clock)), plan.Connections.Count);
    }

    private sealed class StoppedClock : TimeProvider
    {
        private long _timestamp = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _timestamp;

        public void Pass(TimeSpan time) => _timestamp += time.Ticks;
    }
}

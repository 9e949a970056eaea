using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.Exchanges;
using Trading.PaperTrading.Domain;
using Trading.ServiceDefaults.Health;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Ready when the strategies are loaded. Degraded while strategies run and market data does not come: what is shown is old then, and the
/// service itself can do nothing about it. Nothing is expected of a replay that has ended.
/// </summary>
internal sealed class PaperReadiness(SessionRegistry book, VenueFeeds feeds, StrategyService desk, PaperOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!desk.IsOpen)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("strategies are not loaded yet"));
        }

        var running = book.Definitions.Where(strategy => strategy.State == StrategyState.Running).ToList();
        var late = feeds.All.Select(feed => (Feed: feed, Stale: Stale(feed, running))).FirstOrDefault(venue => venue.Stale is not null);
        return Task.FromResult(
            late.Stale is { } stale
                ? HealthCheckResult.Degraded(feeds.All.Count == 1 ? stale : $"{late.Feed.Name}: {stale}").Because(late.Feed.Age.FeedProblem)
            : Faulted() is { } faulted ? HealthCheckResult.Degraded(faulted)
            : HealthCheckResult.Healthy(
                $"strategies running: {running.Count}{(feeds.All.All(feed => feed.Age.HasEnded) ? "; " + ReplayEnd.Text : "")}"));
    }

    private string? Faulted()
    {
        var faulted = book.Definitions.Where(strategy => strategy.State == StrategyState.Faulted).ToList();
        return faulted.Count == 0
            ? null
            : string.Join(
                "; ",
                faulted.Select(strategy => $"strategy {strategy.Id} is stopped by {strategy.Fault?.Type}: {strategy.Fault?.Message}"));
    }

    private string? Stale(VenueFeed feed, IEnumerable<StrategyDefinition> running)
    {
        var own = running.Where(strategy => strategy.Venue == feed.Name).ToList();
        if (own.Count == 0 || feed.Age.HasEnded)
        {
            return null;
        }

        var patience = TimeSpan.FromSeconds(options.StaleInputSeconds);
        if (feed.Age.OfTicks > patience)
        {
            return $"no tick for {feed.Age.OfTicks.TotalSeconds:0} s{(feed.Age.FeedProblem is { } problem ? $": {problem}" : "")}";
        }

        foreach (var interval in own.Select(strategy => strategy.Interval).Distinct())
        {
            if (feed.Age.OfBars(interval) is var age && age > patience + interval.Duration)
            {
                return $"no bar of {interval.Code} for {age.TotalSeconds:0} s";
            }
        }

        return null;
    }
}

using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.Exchanges.Venues;

namespace Trading.MarketData.Feeds;

/// <summary>The feeds of all venues as one check.</summary>
internal sealed class FeedCheck(PerVenue<MarketDataModule> venues) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(VenueHealth.Join([.. venues.Venues.Select(venue => (venue.Name, venues.Of<FeedHealth>(venue.Name).Check()))]));
}

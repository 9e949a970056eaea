using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.Exchanges.Venues;

namespace Trading.Scanner.Scans;

/// <summary>The scans of all venues as one check.</summary>
internal sealed class ScannerReadiness(PerVenue<ScannerModule> venues) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(VenueHealth.Join([.. venues.Venues.Select(venue => (venue.Name, venues.Of<ScanHealth>(venue.Name).Check()))]));
}

using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trading.Exchanges.Venues;

/// <summary>One check of a service over what it has once for each venue.</summary>
public static class VenueHealth
{
    /// <summary>
    /// The worst state, in words that name each venue; the only venue's own result where there is one. While one of several works, the
    /// service is degraded and goes on for that one.
    /// </summary>
    public static HealthCheckResult Join(IReadOnlyList<(string Venue, HealthCheckResult Result)> venues)
    {
        if (venues is [var only])
        {
            return only.Result;
        }

        // Healthy is the highest of the states.
        var worst = venues.MinBy(venue => venue.Result.Status).Result;
        return new HealthCheckResult(
            venues.All(venue => venue.Result.Status == HealthStatus.Unhealthy) ? HealthStatus.Unhealthy
                : worst.Status == HealthStatus.Unhealthy ? HealthStatus.Degraded
                : worst.Status,
            string.Join("; ", venues.Select(venue => $"{venue.Venue}: {venue.Result.Description}")),
            worst.Exception,
            worst.Data);
    }
}

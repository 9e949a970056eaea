using Microsoft.Extensions.Diagnostics.HealthChecks;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Tests.Venues;

public sealed class VenueHealthTests
{
    [Fact]
    public void One_venue_is_its_own_result()
    {
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["cause"] = "why" };
        var result = HealthCheckResult.Unhealthy("no connection", data: data);
        Assert.Equal(result, VenueHealth.Join([("one", result)]));
    }

    [Theory]
    [InlineData(HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Healthy)]
    [InlineData(HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy, HealthStatus.Healthy, HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy, HealthStatus.Degraded, HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy)]
    public void Several_are_unhealthy_together_only_and_each_is_named(HealthStatus one, HealthStatus two, HealthStatus joined)
    {
        var result = VenueHealth.Join([("one", Of(one)), ("two", Of(two))]);
        Assert.Equal((joined, $"one: {one}; two: {two}"), (result.Status, result.Description));
        Assert.Equal(one < two ? one : two, result.Data["state"]);
    }

    private static HealthCheckResult Of(HealthStatus status) =>
        new(status, status.ToString(), data: new Dictionary<string, object>(StringComparer.Ordinal) { ["state"] = status });
}

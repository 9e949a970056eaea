using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trading.ServiceDefaults.Health;

/// <summary>The one body of <c>/health</c>, <c>/alive</c> and <c>/ready</c>.</summary>
internal static class HealthJson
{
    public static async Task WriteAsync(
        HttpContext context, string service, TimeSpan uptime, HealthStatus status, IReadOnlyList<HealthState> checks)
    {
        context.Response.StatusCode = status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", Text(status));
        json.WriteString("service", service);
        json.WriteNumber("uptime", Math.Round(uptime.TotalSeconds, 3));
        json.WriteStartObject("checks");
        foreach (var check in checks)
        {
            json.WriteStartObject(check.Name);
            json.WriteString("status", Text(check.Status));
            json.WriteNumber("duration", Math.Round(check.DurationMs / 1000, 6));
            json.WriteString("description", check.Description);
            if (check.Cause is not null)
            {
                json.WriteString(HealthCause.Key, check.Cause);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Text(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        _ => "unhealthy",
    };
}

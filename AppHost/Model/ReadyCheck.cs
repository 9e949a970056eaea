using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trading.AppHost.Model;

/// <summary>Whether a service is ready, and if not, what it waits for in its own words.</summary>
internal static class ReadyCheck
{
    /// <summary>Of the check's name, after that of the service.</summary>
    public const string Suffix = "-ready";

    private static readonly HttpClient Client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(3) };

    public static async Task<HealthCheckResult> AskAsync(Uri ready, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await Client.GetAsync(ready, cancellationToken);
            return answer.IsSuccessStatusCode
                ? HealthCheckResult.Healthy(Reason(await answer.Content.ReadAsStringAsync(cancellationToken)))
                : HealthCheckResult.Unhealthy(Reason(await answer.Content.ReadAsStringAsync(cancellationToken)));
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return HealthCheckResult.Unhealthy();
        }
    }

    /// <summary>
    /// Name and description of the first check that is not healthy, an unhealthy one before a degraded one; null when all are.
    /// </summary>
    private static string? Reason(string ready)
    {
        try
        {
            using var document = JsonDocument.Parse(ready);
            return document.RootElement.GetProperty("checks").EnumerateObject()
                .Where(check => check.Value.GetProperty("status").GetString() != "healthy")
                .OrderByDescending(check => check.Value.GetProperty("status").GetString(), StringComparer.Ordinal)
                .Select(check => $"{check.Name}: {check.Value.GetProperty("description").GetString()}")
                .FirstOrDefault();
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return "its answer gives no reason";
        }
    }
}

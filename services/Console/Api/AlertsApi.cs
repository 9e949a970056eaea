using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.WebConsole.Alerts;
using Trading.WebConsole.Storage;

namespace Trading.WebConsole.Api;

/// <summary>The alert inbox: Alertmanager writes, people read.</summary>
internal static class AlertsApi
{
    private const int MaxLimit = 500;

    public static void MapAlerts(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/alerts").WithTags("alerts");
        group.MapGet("/", ListAsync).WithSummary("Alerts, newest first: one item for each episode, firing or resolved.");
        group.MapPost("/webhook", ReceiveAsync).WithSummary("Alertmanager's webhook receiver, payload version 4.");
    }

    private static async Task<Results<Ok<AlertPage>, ProblemHttpResult>> ListAsync(
        AlertStore store, CancellationToken cancellationToken, string? state = null, string? name = null, int limit = 50, long? cursor = null)
    {
        AlertState? wanted = state switch { "firing" => AlertState.Firing, "resolved" => AlertState.Resolved, _ => null };
        return state is not null && wanted is null
            ? Problems.BadState()
            : TypedResults.Ok(await store.ListAsync(wanted, name, Math.Clamp(limit, 1, MaxLimit), cursor, cancellationToken));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReceiveAsync(
        HttpContext http, AlertNotification notification, AlertStore store, AlertInboxOptions options, CancellationToken cancellationToken)
    {
        if (!MayPost(http, options))
        {
            return Problems.WebhookRefused();
        }

        await store.StoreAsync(notification, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Alertmanager can send a bearer token but no header of our choice, so the inbox has a token of its own.</summary>
    private static bool MayPost(HttpContext http, AlertInboxOptions options)
    {
        if (options.WebhookToken.Length == 0)
        {
            return http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address);
        }

        var sent = Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString());
        return CryptographicOperations.FixedTimeEquals(sent, Encoding.UTF8.GetBytes("Bearer " + options.WebhookToken));
    }
}

using System.Globalization;
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
    /// <summary>Header of a page that leads on to the next, older one; absent on the last page.</summary>
    public const string NextCursorHeader = "X-Next-Cursor";

    private const int MaxLimit = 500;

    public static void MapAlerts(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/alerts").WithTags("alerts");
        group.MapGet("/", ListAsync).WithSummary("Alerts, newest first: one item for each episode, firing or resolved.");
        group.MapPost("/webhook", ReceiveAsync).WithSummary("Alertmanager's webhook receiver, payload version 4.");
    }

    private static async Task<Results<Ok<IReadOnlyList<Alert>>, ProblemHttpResult>> ListAsync(
        HttpContext http, AlertStore store, CancellationToken cancellationToken, string? state = null, string? name = null, int limit = 50, long? cursor = null)
    {
        AlertState? wanted = state switch { "firing" => AlertState.Firing, "resolved" => AlertState.Resolved, _ => null };
        if (state is not null && wanted is null)
        {
            return Problems.BadState();
        }

        var page = await store.ListAsync(wanted, name, Math.Clamp(limit, 1, MaxLimit), cursor, cancellationToken);
        if (page.NextCursor is { } next)
        {
            http.Response.Headers[NextCursorHeader] = next.ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Ok(page.Items);
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
            return http.Connection.RemoteIpAddress is { } address && IsPrivate(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        }

        var sent = Encoding.UTF8.GetBytes(http.Request.Headers.Authorization.ToString());
        return CryptographicOperations.FixedTimeEquals(sent, Encoding.UTF8.GetBytes("Bearer " + options.WebhookToken));
    }

    /// <summary>This machine, or a network that the internet does not route (RFC 1918, RFC 4193, link-local): containers and pods.</summary>
    private static bool IsPrivate(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return IPAddress.IsLoopback(address) || address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal
            || (bytes.Length == 4 && bytes is [10, ..] or [192, 168, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..]);
    }
}

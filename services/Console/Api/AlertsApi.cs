using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trading.ServiceDefaults.OpenApi;
using Trading.WebConsole.Alerts;
using Trading.WebConsole.Storage;

namespace Trading.WebConsole.Api;

/// <summary>The alert inbox: Alertmanager writes, people read.</summary>
internal static class AlertsApi
{
    /// <summary>Header of a page that leads on to the next, older one; absent on the last page.</summary>
    public const string NextCursorHeader = "X-Next-Cursor";

    private const int MaxLimit = 500;
    private const int MaxName = 128;

    public static void MapAlerts(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/alerts").WithTags("alerts");
        group.MapGet("/", ListAsync).WithSummary("Alerts, newest first: one item for each episode, firing or resolved.")
            .Refuses(StatusCodes.Status400BadRequest, "badState", "state is firing or resolved.");
        group.MapPost("/webhook", ReceiveAsync).Accepts<AlertNotification>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(AlertNotificationReader.MaxBodyBytes))
            .WithSummary("Alertmanager's webhook receiver, payload version 4, with AlertInbox:WebhookToken as bearer token.")
            .Refuses(
                StatusCodes.Status400BadRequest, "badNotification", "This is no notification that the inbox takes: version is 3, not 4.")
            .Refuses(StatusCodes.Status401Unauthorized, "webhookRefused", "Send AlertInbox:WebhookToken as bearer token.")
            .Refuses(
                StatusCodes.Status503ServiceUnavailable,
                "webhookWithoutToken",
                "The inbox takes no notification: set AlertInbox:WebhookToken here and the same token in Alertmanager.");
    }

    private static async Task<Results<Ok<IReadOnlyList<Alert>>, ProblemHttpResult>> ListAsync(
        HttpContext http, AlertStore store, CancellationToken cancellationToken, string? state = null, string? name = null, int limit = 50,
        long? cursor = null)
    {
        AlertState? wanted = state switch { "firing" => AlertState.Firing, "resolved" => AlertState.Resolved, _ => null };
        if (state is not null && wanted is null)
        {
            return Problems.BadState();
        }

        if (name is not null && (name.Length > MaxName || name.Any(char.IsControl)))
        {
            return Problems.BadName(MaxName);
        }

        var page = await store.ListAsync(wanted, name, Math.Clamp(limit, 1, MaxLimit), cursor, cancellationToken);
        if (page.NextCursor is { } next)
        {
            http.Response.Headers[NextCursorHeader] = next.ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Ok(page.Items);
    }

    /// <summary>The token is checked before anything of the body is read.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> ReceiveAsync(
        HttpContext http, AlertStore store, AlertInboxOptions options, CancellationToken cancellationToken)
    {
        if (options.WebhookToken.Length == 0)
        {
            return Problems.WebhookWithoutToken();
        }

        if (!HasToken(http.Request, options.WebhookToken))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.WebhookRefused();
        }

        var (notification, problem) = await AlertNotificationReader.ReadAsync(http.Request.Body, cancellationToken);
        if (problem is not null)
        {
            return Problems.BadNotification(problem);
        }

        await store.StoreAsync(notification!, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Alertmanager can send a bearer token but no header of our choice, so the inbox has a token of its own.</summary>
    private static bool HasToken(HttpRequest request, string token) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())),
        SHA256.HashData(Encoding.UTF8.GetBytes("Bearer " + token)));
}

using System.Net;
using System.Text.Json;

namespace Trading.WebConsole.Upstream;

/// <summary>Asks every service for its readiness. Services that share an address (one process) are asked once.</summary>
internal sealed class ServiceHealthReader(UpstreamClient client, ServiceUrls urls, TimeProvider time)
{
    private const string Away = "away";
    private static readonly string[] Known = ["healthy", "degraded", "unhealthy"];

    /// <summary>Whose a check is where several services are one process; a check of the process itself is everybody's.</summary>
    private static readonly Dictionary<string, UpstreamService> Owners = new(StringComparer.Ordinal)
    {
        ["market-feed"] = UpstreamService.MarketData,
        ["paper-trading"] = UpstreamService.PaperTrading,
        ["orders-reconciled"] = UpstreamService.OrderExecution,
        ["scanner"] = UpstreamService.Scanner,
    };

    private readonly Dictionary<string, ServiceState> _last = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<ServiceState>> ReadAsync(CancellationToken cancellationToken)
    {
        var replies = await Task.WhenAll(Enum.GetValues<UpstreamService>()
            .GroupBy(service => urls[service])
            .Select(async group => (Services: group.ToArray(), Reply: await client.GetAsync(group.First(), "ready", cancellationToken))));
        return [.. replies
            .SelectMany(entry => entry.Services.Select(service => (Service: service, entry.Reply, Shares: entry.Services.Length > 1)))
            .OrderBy(entry => entry.Service)
            .Select(entry => Remember(Read(entry.Service, entry.Reply, entry.Shares)))];
    }

    private ServiceState Read(UpstreamService service, UpstreamReply reply, bool shares)
    {
        var (name, now) = (NameOf(service), time.GetUtcNow().UtcDateTime);
        if (reply.Status is null)
        {
            return new ServiceState(name, Away, now, reply.Problem, []);
        }

        if (reply.Json is null)
        {
            var ready = reply.Status == HttpStatusCode.OK;
            return new ServiceState(name, ready ? "healthy" : "unhealthy", now, ready ? null : reply.Problem, []);
        }

        using var document = JsonDocument.Parse(reply.Json);
        var failing = Failing(document.RootElement).Where(
            check => !shares || Owners.GetValueOrDefault(check.Name, service) == service).ToList();
        var state = shares
            ? Worst(failing)
            : StateOf(document.RootElement) ?? (reply.Status == HttpStatusCode.OK ? "healthy" : "unhealthy");
        if (state == "healthy")
        {
            return new ServiceState(name, state, now, null, []);
        }

        var first = failing.Find(check => check.Cause is not null) ?? failing.FirstOrDefault();
        return new ServiceState(name, state, now, first?.Text ?? reply.Problem, [.. failing.Select(check => check.Text)], first?.Cause);
    }

    private static string? StateOf(JsonElement answer) =>
        answer.Text("status")?.ToLowerInvariant() is { } said && Known.Contains(said) ? said : null;

    private static string Worst(List<FailingCheck> failing) =>
        failing.Count == 0 ? "healthy" : failing.TrueForAll(check => check.State == "degraded") ? "degraded" : "unhealthy";

    private static IEnumerable<FailingCheck> Failing(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object
            && answer.TryGetProperty("checks", out var checks)
            && checks.ValueKind == JsonValueKind.Object
            ? checks.EnumerateObject()
                .Select(check => new FailingCheck(
                    check.Name, StateOf(check.Value) ?? "unhealthy",
                    check.Value.Text("description") is { Length: > 0 } why ? $"{check.Name}: {why}" : check.Name,
                    check.Value.Text("cause")))
                .Where(check => check.State != "healthy")
            : [];

    private ServiceState Remember(ServiceState state)
    {
        if (_last.TryGetValue(state.Name, out var before) && before.State == state.State)
        {
            state = state with { Since = before.Since };
        }

        return _last[state.Name] = state;
    }

    private static string NameOf(UpstreamService service) => JsonNamingPolicy.KebabCaseLower.ConvertName(service.ToString());

    private sealed record FailingCheck(string Name, string State, string Text, string? Cause);
}

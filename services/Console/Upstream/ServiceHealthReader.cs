using System.Net;
using System.Text.Json;

namespace Trading.WebConsole.Upstream;

/// <summary>Asks every service for its readiness. Services that share an address (one process) are asked once.</summary>
public sealed class ServiceHealthReader(UpstreamClient client, ServiceUrls urls, TimeProvider time)
{
    private const string Away = "away";
    private static readonly string[] Known = ["healthy", "degraded", "unhealthy"];
    private readonly Dictionary<string, ServiceState> _last = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<ServiceState>> ReadAsync(CancellationToken cancellationToken)
    {
        var replies = await Task.WhenAll(Enum.GetValues<UpstreamService>()
            .GroupBy(service => urls[service])
            .Select(async group => (Services: group.ToArray(), Reply: await client.GetAsync(group.First(), "ready", cancellationToken))));
        return [.. replies
            .SelectMany(entry => entry.Services.Select(service => (Service: service, entry.Reply)))
            .OrderBy(entry => entry.Service)
            .Select(entry => Remember(Read(NameOf(entry.Service), entry.Reply)))];
    }

    private ServiceState Read(string name, UpstreamReply reply)
    {
        var now = time.GetUtcNow().UtcDateTime;
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
        var said = document.RootElement.Text("status")?.ToLowerInvariant();
        var state = Known.Contains(said) ? said! : reply.Status == HttpStatusCode.OK ? "healthy" : "unhealthy";
        var checks = Failing(document.RootElement);
        return new ServiceState(name, state, now, state == "healthy" ? null : checks.FirstOrDefault() ?? reply.Problem, checks);
    }

    private static IReadOnlyList<string> Failing(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("checks", out var checks) && checks.ValueKind == JsonValueKind.Object
            ? [.. checks.EnumerateObject()
                .Where(check => !string.Equals(check.Value.Text("status"), "healthy", StringComparison.OrdinalIgnoreCase))
                .Select(check => check.Value.Text("description") is { Length: > 0 } why ? $"{check.Name}: {why}" : check.Name)]
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
}

using System.Text.Json;

namespace Trading.Observability.Tests.Dashboards;

/// <summary>A panel of a dashboard file. Its description begins with a mark when it cannot have data in a healthy young system.</summary>
internal sealed record DashboardPanel(string Dashboard, string Title, string Description, JsonElement Json)
{
    /// <summary>The owner of a metric is not built yet: syntax only, and none of its metrics may be emitted.</summary>
    public bool IsPending => Description.StartsWith("Pending", StringComparison.Ordinal);

    /// <summary>Data comes with a fault, a rare event or another server: syntax, and its metrics must be known to the source.</summary>
    public bool IsAfterAnEvent => Description.StartsWith("After an event", StringComparison.Ordinal);

    public IReadOnlyList<string> Expressions { get; } = [.. Targets(Json)];

    public static IReadOnlyList<DashboardPanel> All { get; } = [.. DashboardFile.All.SelectMany(file => file.Panels)];

    private static IEnumerable<string> Targets(JsonElement panel) => panel.TryGetProperty("targets", out var targets)
        ? targets.EnumerateArray().Select(target => target.GetProperty("expr").GetString()!)
        : [];
}

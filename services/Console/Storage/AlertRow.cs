using System.Text.Json;
using Trading.WebConsole.Alerts;

namespace Trading.WebConsole.Storage;

/// <summary>An alert as it lies in the table.</summary>
internal sealed record AlertRow
{
    public long Id { get; init; }

    public required string Source { get; init; }

    public required string Fingerprint { get; init; }

    public string? Event { get; init; }

    public required string Name { get; init; }

    public required string Severity { get; init; }

    public required string State { get; init; }

    public required string Summary { get; init; }

    public required string Description { get; init; }

    public string? Runbook { get; init; }

    public required string Labels { get; init; }

    public long StartsAt { get; init; }

    public long? EndsAt { get; init; }

    public long FirstReceivedAt { get; init; }

    public long LastReceivedAt { get; init; }

    public long Notifications { get; init; }

    public static AlertRow From(NotifiedAlert alert, string source, DateTime receivedAt) => new()
    {
        Source = source,
        Fingerprint = alert.Fingerprint,
        Event = TradingEvents.FingerprintOf(alert.Labels),
        Name = alert.Labels.GetValueOrDefault("alertname", "unnamed"),
        Severity = alert.Labels.GetValueOrDefault("severity", "info"),
        State = IsResolved(alert) ? "resolved" : "firing",
        Summary = alert.Annotations.GetValueOrDefault("summary", string.Empty),
        Description = alert.Annotations.GetValueOrDefault("description", string.Empty),
        Runbook = alert.Annotations.GetValueOrDefault("runbook_url"),
        Labels = JsonSerializer.Serialize(alert.Labels),
        StartsAt = ToMs(alert.StartsAt),
        EndsAt = IsResolved(alert) ? ToMs(alert.EndsAt) : null,
        FirstReceivedAt = ToMs(receivedAt),
        LastReceivedAt = ToMs(receivedAt),
        Notifications = 1,
    };

    public Alert ToAlert() => new(
        Id, Source, Fingerprint, Name, Severity, State == "resolved" ? AlertState.Resolved : AlertState.Firing, Summary, Description, Runbook,
        JsonSerializer.Deserialize<Dictionary<string, string>>(Labels)!, ToTime(StartsAt), EndsAt is { } end ? ToTime(end) : null,
        ToTime(FirstReceivedAt), ToTime(LastReceivedAt), (int)Notifications);

    public static long ToMs(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;

    private static DateTime ToTime(long ms) => DateTime.UnixEpoch.AddMilliseconds(ms);

    private static bool IsResolved(NotifiedAlert alert) => string.Equals(alert.Status, "resolved", StringComparison.Ordinal);
}

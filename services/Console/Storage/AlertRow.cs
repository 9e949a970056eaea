using System.Text.Json;
using Trading.ServiceDefaults.Databases;
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

    public DateTime StartsAt { get; init; }

    public DateTime? EndsAt { get; init; }

    public DateTime FirstReceivedAt { get; init; }

    public DateTime LastReceivedAt { get; init; }

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
        StartsAt = Moment(alert.StartsAt),
        EndsAt = IsResolved(alert) ? Moment(alert.EndsAt) : null,
        FirstReceivedAt = Moment(receivedAt),
        LastReceivedAt = Moment(receivedAt),
        Notifications = 1,
    };

    public Alert ToAlert() => new(
        Id, Source, Fingerprint, Name, Severity, State == "resolved"
            ? AlertState.Resolved
            : AlertState.Firing, Summary, Description, Runbook,
        JsonSerializer.Deserialize<Dictionary<string, string>>(Labels)!, StartsAt, EndsAt, FirstReceivedAt, LastReceivedAt,
        (int)Notifications);

    public static AlertRow Read(SqlRow row) => new()
    {
        Id = row.Int64(0),
        Source = row.Text(1),
        Fingerprint = row.Text(2),
        Name = row.Text(3),
        Severity = row.Text(4),
        State = row.Text(5),
        Summary = row.Text(6),
        Description = row.Text(7),
        Runbook = row.TextOrNull(8),
        Labels = row.Text(9),
        StartsAt = row.Time(10),
        EndsAt = row.TimeOrNull(11),
        FirstReceivedAt = row.Time(12),
        LastReceivedAt = row.Time(13),
        Notifications = row.Int64(14),
    };

    /// <summary>To the millisecond: the start identifies an episode, and notifiers differ in precision.</summary>
    private static DateTime Moment(DateTime utc) => utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMillisecond));

    private static bool IsResolved(NotifiedAlert alert) => string.Equals(alert.Status, "resolved", StringComparison.Ordinal);
}

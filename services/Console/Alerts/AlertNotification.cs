using System.Text.Json.Serialization;

namespace Trading.WebConsole.Alerts;

/// <summary>
/// What Alertmanager posts to a webhook receiver, version 4, as far as it is used:
/// <see href="https://prometheus.io/docs/alerting/latest/configuration/#webhook_config"/>.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record AlertNotification
{
    public string? Receiver { get; init; }

    public IReadOnlyList<NotifiedAlert> Alerts { get; init; } = [];
}

using System.ComponentModel.DataAnnotations;

namespace Trading.WebConsole.Alerts;

/// <summary>The inbox that Alertmanager posts to. Section <c>AlertInbox</c>.</summary>
public sealed class AlertInboxOptions
{
    public const string Section = "AlertInbox";

    /// <summary>Bearer token that Alertmanager sends. Empty: the inbox takes no notification at all.</summary>
    public string WebhookToken { get; set; } = string.Empty;

    /// <summary>Alerts that were last notified before this many days are dropped.</summary>
    [Range(1, 3650)]
    public int HistoryDays { get; set; } = 90;

    /// <summary>Alerts kept at most: the oldest resolved ones are dropped first, then the oldest firing ones.</summary>
    [Range(10, 1_000_000)]
    public int MaxStoredAlerts { get; set; } = 5_000;
}

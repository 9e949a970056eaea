using System.ComponentModel.DataAnnotations;

namespace Trading.WebConsole.Alerts;

/// <summary>The inbox that Alertmanager posts to. Section <c>AlertInbox</c>.</summary>
public sealed class AlertInboxOptions
{
    public const string Section = "AlertInbox";

    /// <summary>Bearer token that Alertmanager sends. Empty: notifications are taken from this machine and from private networks.</summary>
    public string WebhookToken { get; set; } = string.Empty;

    /// <summary>Resolved alerts older than this are dropped.</summary>
    [Range(1, 3650)]
    public int HistoryDays { get; set; } = 90;
}

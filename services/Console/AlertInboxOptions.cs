using System.ComponentModel.DataAnnotations;

namespace Trading.WebConsole;

/// <summary>The inbox that Alertmanager posts to. Section <c>AlertInbox</c>.</summary>
internal sealed class AlertInboxOptions
{
    public const string Section = "AlertInbox";

    /// <summary>Bearer token that Alertmanager sends. Empty: the inbox takes no notification at all.</summary>
    public string WebhookToken { get; set; } = string.Empty;

    /// <summary>Where Alertmanager answers, such as <c>http://127.0.0.1:9093</c>: its silence is shown. Empty: there is none.</summary>
    [RegularExpression("^https?://.+")]
    public string AlertmanagerUrl { get; set; } = string.Empty;

    /// <summary>Time between two looks for the product's own events. Longer is cheaper and enters them later.</summary>
    [Range(50, 3_600_000)]
    public int EventPollMs { get; set; } = 2_000;

    /// <summary>
    /// A live position that differs from its paper position for so long is an event, and a banner of the page. Orders that are under way
    /// make it differ for a moment.
    /// </summary>
    [Range(0, 86_400)]
    public int DriftSeconds { get; set; } = 10;

    /// <summary>Alerts that were last notified before this many days are dropped.</summary>
    [Range(1, 3650)]
    public int HistoryDays { get; set; } = 90;

    /// <summary>Alerts kept at most: the oldest resolved ones are dropped first, then the oldest firing ones.</summary>
    [Range(10, 1_000_000)]
    public int MaxStoredAlerts { get; set; } = 5_000;
}

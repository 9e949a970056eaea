namespace Trading.WebConsole.Alerts;

/// <summary>One episode of an alert: from its start to its end. The inbox keeps one row for it, however often it is notified.</summary>
/// <param name="Source"><c>alertmanager</c>: a rule that it raised; <c>trading</c>: an event of the product itself.</param>
/// <param name="Id">Rises with first receipt; the cursor of the list.</param>
/// <param name="Name">The rule's name, such as <c>ServiceDown</c>.</param>
/// <param name="Severity"><c>critical</c>, <c>warning</c> or <c>info</c>.</param>
/// <param name="Runbook">Link to the page that says what to do, when the rule has one.</param>
/// <param name="EndsAt">UTC; null while it fires.</param>
/// <param name="Notifications">How often Alertmanager has sent it; 1 for an event.</param>
internal sealed record Alert(
    long Id,
    string Source,
    string Fingerprint,
    string Name,
    string Severity,
    AlertState State,
    string Summary,
    string Description,
    string? Runbook,
    IReadOnlyDictionary<string, string> Labels,
    DateTime StartsAt,
    DateTime? EndsAt,
    DateTime FirstReceivedAt,
    DateTime LastReceivedAt,
    int Notifications);

namespace Trading.WebConsole.Alerts;

/// <param name="NextCursor">To be passed as <c>cursor</c> for older ones; null at the end.</param>
internal sealed record AlertPage(IReadOnlyList<Alert> Items, long? NextCursor);

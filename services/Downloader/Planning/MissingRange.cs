namespace Trading.Downloader.Planning;

/// <summary>A hole and why it is one.</summary>
/// <param name="From">UTC, inclusive.</param>
/// <param name="To">UTC, exclusive.</param>
/// <param name="Count">Rows that are missing.</param>
internal sealed record MissingRange(DateTime From, DateTime To, long Count, MissingReason Class);

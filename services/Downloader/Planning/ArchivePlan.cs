namespace Trading.Downloader.Planning;

/// <summary>Which files are worth fetching; what they do not hold is left to REST.</summary>
/// <param name="Why">One line for people.</param>
internal sealed record ArchivePlan(IReadOnlyList<ArchiveFile> Files, string Why);

using Trading.MarketStore;

namespace Trading.Downloader.Planning;

/// <summary>One published file.</summary>
/// <param name="Path">Absolute path on the archive host; its checksum is beside it with <c>.CHECKSUM</c> added.</param>
/// <param name="Range">What the file holds when it is complete.</param>
internal sealed record ArchiveFile(string Path, TimeRange Range)
{
    /// <summary>Files that together bring what is wanted of this one, should it be late: the days of a month.</summary>
    public IReadOnlyList<ArchiveFile> Days { get; init; } = [];
}

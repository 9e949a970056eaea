namespace Trading.MarketStore.History;

/// <summary>A published file whose rows are stored. The venue may replace it later: then its published sum is another.</summary>
/// <param name="Path">Absolute path on the archive host.</param>
/// <param name="Sha256">Lower-case hex, of the file that was read.</param>
/// <param name="From">UTC start of what its name speaks of, inclusive.</param>
/// <param name="To">UTC, exclusive.</param>
/// <param name="ReadAt">UTC.</param>
public sealed record KnownArchive(string Path, string Sha256, DateTime From, DateTime To, DateTime ReadAt);

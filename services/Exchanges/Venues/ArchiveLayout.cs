namespace Trading.Exchanges.Venues;

/// <summary>How the files that a venue publishes are laid out.</summary>
public enum ArchiveLayout
{
    /// <summary>It publishes none that can be read.</summary>
    None = 0,

    /// <summary>Folder <c>spot</c>; times in microseconds from 2025 on; aggregate trades say whether they were the best match.</summary>
    Spot,

    /// <summary>Folder <c>futures/um</c>; times in milliseconds.</summary>
    Futures,
}

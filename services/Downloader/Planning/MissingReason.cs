namespace Trading.Downloader.Planning;

/// <summary>Why rows are missing.</summary>
internal enum MissingReason
{
    /// <summary>They were not requested yet, or the request failed: a later try may succeed.</summary>
    NotFetched = 0,

    /// <summary>The venue was asked and has none, before and after it has: it was down.</summary>
    VenueOutage = 1,

    /// <summary>The venue has none before, or none after: the symbol was not traded then.</summary>
    NotListed = 2,

    /// <summary>The archive's checksum is right, its rows are not complete, and REST could not fill the hole.</summary>
    ArchiveDefect = 3,
}

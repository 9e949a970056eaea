namespace Trading.Downloader.Planning;

internal enum DownloadSource
{
    /// <summary>Archives for the bulk, REST for the rest; the plan says why.</summary>
    Auto = 0,
    Rest = 1,
    Archive = 2,
}

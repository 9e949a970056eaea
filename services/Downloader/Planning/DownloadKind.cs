namespace Trading.Downloader.Planning;

/// <summary>What can be downloaded. Trades are the venue's aggregate trades: the form in which it publishes history.</summary>
internal enum DownloadKind
{
    Bars = 0,
    Trades = 1,
    Funding = 2,
}

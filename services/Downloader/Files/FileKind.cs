namespace Trading.Downloader.Files;

/// <summary>What a published file holds.</summary>
internal enum FileKind
{
    Bars = 0,

    /// <summary>The venue's aggregates, as downloads of trades store them.</summary>
    AggTrades = 1,

    /// <summary>Every single trade.</summary>
    Trades = 2,
    Funding = 3,
}

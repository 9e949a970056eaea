namespace Trading.MarketData.Feeds;

/// <summary>Why a connection ended.</summary>
public enum FeedEnd
{
    ClosedByVenue = 0,

    /// <summary>Nothing came for longer than the venue is ever silent.</summary>
    Silent,
    Broken,
    ProtocolError,

    /// <summary>The venue announced that it goes away.</summary>
    ServerShutdown,
}

namespace Trading.MarketData.Connections;

/// <summary>Why a connection ended.</summary>
internal enum FeedEnd
{
    ClosedByVenue = 0,

    /// <summary>Nothing came for longer than the venue is ever silent.</summary>
    Silent,
    Broken,
    ProtocolError,

    /// <summary>We ended it: a successor has taken over, or the service stops.</summary>
    Stopped,
}

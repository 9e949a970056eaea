namespace Trading.Exchanges.Venues;

/// <summary>What a frame turned out to be.</summary>
public enum FrameKind
{
    /// <summary>Not the JSON that the venue documents, or a value out of its range. Nothing of it was taken.</summary>
    Malformed = 0,

    Trade,
    BookTicker,
    Depth,
    Kline,
    MarkPrice,

    /// <summary>A well-formed frame of a kind or symbol that is not wanted here.</summary>
    Ignored,

    /// <summary>Answer to a command, such as <c>{"result":null,"id":1}</c>.</summary>
    Reply,

    /// <summary>The venue announces that it will close this connection.</summary>
    ServerShutdown,

    /// <summary>The simulated venue has sent the last message of a recording.</summary>
    ReplayEnded,
}

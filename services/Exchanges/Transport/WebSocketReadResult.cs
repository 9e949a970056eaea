namespace Trading.Exchanges.Transport;

public enum WebSocketReadResult
{
    /// <summary>A whole message is there.</summary>
    Message = 0,

    /// <summary>The buffer ends before the next message does: more bytes are needed.</summary>
    NeedsMore,

    /// <summary>The peer broke RFC 6455 or sent more than the limit: the connection is of no use any more.</summary>
    ProtocolError,
}

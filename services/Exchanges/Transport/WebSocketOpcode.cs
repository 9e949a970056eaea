namespace Trading.Exchanges.Transport;

/// <summary>Opcodes of RFC 6455, section 5.2.</summary>
public enum WebSocketOpcode : byte
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}

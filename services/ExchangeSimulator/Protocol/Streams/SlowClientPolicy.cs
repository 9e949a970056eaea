namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>What happens when a client's send buffer is full.</summary>
internal enum SlowClientPolicy
{
    /// <summary>Backpressure in a replay, disconnect on the live tape.</summary>
    Auto,

    /// <summary>The client is cut off, as the real venue does; the others go on.</summary>
    Disconnect,

    /// <summary>The tape waits for the slowest client: nothing is lost, and time on the tape falls behind the clock.</summary>
    Backpressure,
}

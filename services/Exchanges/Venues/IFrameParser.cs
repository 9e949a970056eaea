using Trading.Exchanges.Ticks;

namespace Trading.Exchanges.Venues;

/// <summary>Turns text frames into values, without allocating. Called by one thread at a time.</summary>
public interface IFrameParser
{
    /// <summary>A frame is taken whole or not at all.</summary>
    /// <param name="receivedTicks">UTC ticks, when the bytes were read.</param>
    FrameKind Parse(ReadOnlySpan<byte> frame, long receivedTicks, FrameBatch into);
}

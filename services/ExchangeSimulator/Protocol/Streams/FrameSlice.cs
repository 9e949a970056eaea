namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>One or more whole WebSocket frames in a shared block. Whoever takes it out of a queue lets go of the block.</summary>
internal readonly record struct FrameSlice(FrameBlock Block, int Offset, int Length)
{
    public ReadOnlyMemory<byte> Memory => Block.Bytes.AsMemory(Offset, Length);
}

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>One frame of the log with the stream that it belongs to.</summary>
internal readonly record struct FrameEntry(Topic Topic, FrameBlock Block, int Offset, int Length);

using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Processing;

/// <summary>One item of the <see cref="TickChannel"/>: frames or a command.</summary>
internal readonly record struct PipelineInput(FrameBatch? Frames, PipelineCommand? Command);

using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Flow;

/// <summary>One item of the <see cref="TickChannel"/>: frames or a command.</summary>
internal readonly record struct PipelineInput(FrameBatch? Frames, PipelineCommand? Command);

using Trading.Exchanges.Ticks;

namespace Trading.MarketData.Pipeline;

/// <summary>A trade that came before one with a smaller id.</summary>
/// <param name="Until">UTC ticks until which the ids before it may still come.</param>
/// <param name="NextAtArrival">The id that was expected when it came.</param>
internal readonly record struct WaitingTrade(Tick Tick, long Until, long NextAtArrival);

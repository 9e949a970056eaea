using Trading.Exchanges.Venues;

namespace Trading.MarketData.Flow;

/// <summary>One stream of one symbol.</summary>
/// <param name="Symbol">The symbol's number.</param>
/// <param name="Name">As the venue spells it, such as <c>btcusdt@trade</c>.</param>
internal readonly record struct PlannedStream(int Symbol, StreamKind Kind, string Name);

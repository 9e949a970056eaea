using Trading.MarketData.Pipeline;

namespace Trading.MarketData.Flow;

internal readonly record struct PendingGap(int Symbol, Hole Hole);

using Trading.MarketData.Pipeline;

namespace Trading.MarketData.Backfill;

public readonly record struct PendingGap(int Symbol, Hole Hole);

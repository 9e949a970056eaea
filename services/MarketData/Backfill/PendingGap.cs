using Trading.MarketData.Pipeline;

namespace Trading.MarketData.Backfill;

internal readonly record struct PendingGap(int Symbol, Hole Hole);

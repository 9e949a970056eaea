using Trading.ExchangeSimulator.Matching;
using Trading.ExchangeSimulator.Tape;

namespace Trading.ExchangeSimulator.Venue;

/// <summary>A fill with the order that it belongs to.</summary>
public sealed record ClientFill(MarketKind Market, string Symbol, ClientOrder Order, Fill Fill);

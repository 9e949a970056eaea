using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>A fill with the order that it belongs to.</summary>
internal sealed record ClientFill(MarketKind Market, string Symbol, ClientOrder Order, Fill Fill);

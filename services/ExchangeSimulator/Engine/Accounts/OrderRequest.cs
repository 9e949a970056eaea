using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Engine.Accounts;

/// <summary>One order request that reached the venue.</summary>
/// <param name="Code">0 when accepted, else the venue's error code.</param>
internal sealed record OrderRequest(long TimeMs, MarketKind Market, string Symbol, string ClientOrderId, string Side, string Type, string Quantity, string Price, int Code);

namespace Trading.ExchangeSimulator.Ledger;

/// <param name="Side">Of the taker.</param>
public sealed record LedgerTrade(long Id, decimal Price, decimal Quantity, string Side, DateTime Time);

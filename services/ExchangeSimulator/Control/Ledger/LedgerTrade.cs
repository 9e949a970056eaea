namespace Trading.ExchangeSimulator.Control.Ledger;

/// <param name="Side">Of the taker.</param>
internal sealed record LedgerTrade(long Id, decimal Price, decimal Quantity, string Side, DateTime Time);

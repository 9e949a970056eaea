namespace Trading.ExchangeSimulator.Control.Ledger;

internal sealed record LedgerTrades(LedgerSymbol Symbol, IReadOnlyList<LedgerTrade> Trades);

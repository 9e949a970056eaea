namespace Trading.ExchangeSimulator.Ledger;

public sealed record LedgerTrades(LedgerSymbol Symbol, IReadOnlyList<LedgerTrade> Trades);

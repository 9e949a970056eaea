using Trading.Contracts;

namespace Trading.PaperTrading.Backtesting;

public readonly record struct SymbolBar(string Symbol, Bar Bar);

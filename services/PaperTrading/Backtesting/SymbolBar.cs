using Trading.Contracts;

namespace Trading.PaperTrading.Backtesting;

/// <summary>A symbol's bar. A field, not a property: a bar is large, and a property would copy it at every use.</summary>
internal readonly struct SymbolBar(string symbol, Bar bar)
{
    public readonly string Symbol = symbol;
    public readonly Bar Bar = bar;
}

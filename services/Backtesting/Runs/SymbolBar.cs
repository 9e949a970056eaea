using Trading.Contracts;

namespace Trading.Backtesting.Runs;

/// <summary>
/// A bar of the plan's symbol with this index. A field, not a property: a bar is large, and a property would copy it at every use.
/// </summary>
public readonly struct SymbolBar(int index, Bar bar)
{
    public readonly int Index = index;
    public readonly Bar Bar = bar;
}

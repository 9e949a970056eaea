namespace Trading.Contracts;

/// <summary>Kinds of market facts that coverage, gaps and downloads are kept for.</summary>
public enum MarketDataKind : byte
{
    Trades = 0,
    Bars = 1,
    Funding = 2,
}

namespace Trading.Backtesting.Engine;

/// <summary>A symbol and what its venue lets one do.</summary>
/// <param name="QuantityStep">Quantities are cut down to a multiple of this, base currency.</param>
public sealed record MarketSetup(string Symbol, decimal QuantityStep, bool CanSellShort = false);

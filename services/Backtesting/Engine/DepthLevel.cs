namespace Trading.Backtesting.Engine;

/// <summary>A price of the book and the quantity at it, base currency; a quantity of 0 removes it.</summary>
public readonly record struct DepthLevel(decimal Price, decimal Quantity);

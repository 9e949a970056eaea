namespace Trading.Exchanges.Venues;

/// <summary>One price of a book side. <paramref name="Quantity"/> in base currency.</summary>
public readonly record struct PriceLevel(decimal Price, decimal Quantity);

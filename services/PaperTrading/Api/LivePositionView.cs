namespace Trading.PaperTrading.Api;

/// <summary>What a strategy's real orders left open in a symbol, base currency; negative is short.</summary>
internal sealed record LivePositionView(string Symbol, decimal Quantity);

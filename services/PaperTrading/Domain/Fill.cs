using Trading.Contracts;

namespace Trading.PaperTrading.Domain;

/// <summary>One execution against the paper account.</summary>
/// <param name="Quantity">Base currency, above 0.</param>
/// <param name="Price">Quote currency, slippage included.</param>
/// <param name="Fee">Quote currency.</param>
internal readonly record struct Fill(string Symbol, Side Side, decimal Quantity, decimal Price, decimal Fee);

namespace Trading.PaperTrading.Domain;

/// <summary>A symbol in which a strategy's live position differs from its paper position, base currency.</summary>
/// <param name="Live">Net quantity of the fills of the strategy's own real orders.</param>
/// <param name="Difference">Live less paper.</param>
/// <param name="Since">UTC, from when on they have differed, but for the moments in which a trade was on one side only.</param>
internal sealed record PositionDrift(string Symbol, decimal Paper, decimal Live, decimal Difference, DateTime Since);

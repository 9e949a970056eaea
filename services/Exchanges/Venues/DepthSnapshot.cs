namespace Trading.Exchanges.Venues;

/// <summary>A book as REST gives it: best price first on both sides.</summary>
/// <param name="LastUpdateId">Id of the last change that the snapshot holds.</param>
public sealed record DepthSnapshot(long LastUpdateId, IReadOnlyList<PriceLevel> Bids, IReadOnlyList<PriceLevel> Asks)
{
    /// <summary>
    /// Why no book may be made of it, in a few words; null when nothing is wrong. A whole snapshot has both sides, each price once, best
    /// first, every price and quantity above zero, and its best bid below its best ask.
    /// </summary>
    public string? Defect() => LastUpdateId <= 0 ? "its id is not above zero"
        : DefectOf(Bids, "bids", (better, worse) => better > worse) ?? DefectOf(Asks, "asks", (better, worse) => better < worse)
            ?? (Bids[0].Price >= Asks[0].Price ? "its sides cross" : null);

    private static string? DefectOf(IReadOnlyList<PriceLevel> levels, string side, Func<decimal, decimal, bool> isBetter)
    {
        if (levels.Count == 0)
        {
            return $"it has no {side}";
        }

        for (var i = 0; i < levels.Count; i++)
        {
            if (levels[i].Price <= 0 || levels[i].Quantity <= 0)
            {
                return $"a price or quantity of its {side} is not above zero";
            }

            if (i > 0 && !isBetter(levels[i - 1].Price, levels[i].Price))
            {
                return $"its {side} are not in order";
            }
        }

        return null;
    }
}

namespace Trading.Accounting;

/// <summary>
/// Where equity meets maintenance margin as the price of one symbol moves. Both are straight lines between the prices at which a
/// position changes its bracket, so that the meeting point is exact within each piece.
/// </summary>
internal static class LiquidationPrices
{
    /// <param name="rest">Equity less maintenance margin of all that does not depend on the symbol's price.</param>
    public static decimal? Nearest(SymbolSlot slot, decimal rest)
    {
        decimal Excess(decimal price) => rest + slot.Quantity * price - slot.MaintenanceMargin(price);

        var mark = slot.Mark;
        if (Excess(mark) <= 0)
        {
            return mark;
        }

        // The last piece has no end: its line is known from any two of its points.
        decimal[] ends = [.. slot.BracketPrices.Append(0).Append(mark).Distinct().Order()];
        decimal[] points = [.. ends, ends[^1] * 2];
        var at = Array.IndexOf(points, mark);
        decimal? below = null, above = null;
        for (var i = at; i > 0 && below is null; i--)
        {
            below = Excess(points[i - 1]) < 0 ? Meeting(points[i - 1], points[i]) : null;
        }

        for (var i = at; i < points.Length - 1 && above is null; i++)
        {
            var falls = Excess(points[i + 1]) < Excess(points[i]);
            above = Excess(points[i + 1]) < 0 || (i == points.Length - 2 && falls) ? Meeting(points[i], points[i + 1]) : null;
        }

        return below is null || above - mark < mark - below ? above : below;

        decimal Meeting(decimal low, decimal high)
        {
            var (atLow, atHigh) = (Excess(low), Excess(high));
            return decimal.Round(low + atLow * (high - low) / (atLow - atHigh), 8);
        }
    }
}

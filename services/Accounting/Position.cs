namespace Trading.Accounting;

/// <summary>
/// A position at average cost. The cost is kept instead of the average price, so that cash, cost and realised profit add
/// up to the last digit.
/// </summary>
/// <param name="Quantity">Base currency; negative is short.</param>
/// <param name="Cost">Quote currency paid for the open quantity; negative is received (short).</param>
/// <param name="RealizedPnl">Quote currency, of what was closed, before fees and funding.</param>
/// <param name="Mark">Price of the symbol's last trade in the market, quote currency; 0 before the first.</param>
/// <param name="FundedAt">UTC time of the last funding that was booked; the default value before the first.</param>
public readonly record struct Position(
    string Symbol,
    decimal Quantity,
    decimal Cost,
    decimal RealizedPnl,
    decimal Mark,
    PositionSide Side = PositionSide.Net,
    DateTime FundedAt = default)
{
    public bool IsFlat => Quantity == 0;

    /// <summary>Quote currency; 0 when flat.</summary>
    public decimal AverageEntryPrice => IsFlat ? 0 : decimal.Round(Cost / Quantity, 8);

    public decimal Value => Quantity * Mark;

    public decimal UnrealizedPnl => Value - Cost;

    /// <summary>The position after trading a signed quantity: closing comes first, what is left over opens the other side.</summary>
    public Position After(decimal signedQuantity, decimal price)
    {
        if (IsFlat || decimal.Sign(signedQuantity) == decimal.Sign(Quantity))
        {
            return this with { Quantity = Quantity + signedQuantity, Cost = Cost + signedQuantity * price };
        }

        var closed = Math.Min(Math.Abs(signedQuantity), Math.Abs(Quantity)) * decimal.Sign(Quantity);
        var cost = closed == Quantity ? Cost : decimal.Round(Cost * closed / Quantity, 12);
        var opened = signedQuantity + closed;
        return this with
        {
            Quantity = Quantity + signedQuantity,
            Cost = Cost - cost + opened * price,
            RealizedPnl = RealizedPnl + closed * price - cost,
        };
    }
}

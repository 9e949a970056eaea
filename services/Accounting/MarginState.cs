namespace Trading.Accounting;

/// <summary>What the positions of an account bind, quote currency.</summary>
/// <param name="Initial">Margin that opening the positions takes.</param>
/// <param name="Maintenance">Margin below which they are liquidated.</param>
/// <param name="Available">What new positions may bind.</param>
public readonly record struct MarginState(decimal Equity, decimal Initial, decimal Maintenance, decimal Available)
{
    /// <summary>Maintenance margin over equity: 1 from the liquidation on.</summary>
    public decimal Ratio => MustLiquidate ? 1 : Maintenance == 0 ? 0 : Maintenance / Equity;

    public bool MustLiquidate => Maintenance > 0 && Equity <= Maintenance;
}

namespace Trading.Accounting;

/// <summary>Margin rates of a range of position values, as venues publish them.</summary>
/// <param name="NotionalFloor">Quote currency, exclusive; 0 in the first bracket.</param>
/// <param name="NotionalCap">Quote currency, inclusive.</param>
/// <param name="InitialLeverage">Highest leverage of a position of this size.</param>
/// <param name="MaintenanceRatio">Fraction of the position value that must stay as margin.</param>
/// <param name="Cum">Quote currency taken off the maintenance margin, so that it does not jump between brackets.</param>
public readonly record struct MarginBracket(
    decimal NotionalFloor, decimal NotionalCap, decimal InitialLeverage, decimal MaintenanceRatio, decimal Cum);

namespace Trading.Backtesting.Engine;

/// <summary>Limits that hold whatever the strategy does. Absent ones are off.</summary>
/// <param name="StopLoss">Fraction of the entry price at which a stop guards every position.</param>
/// <param name="DailyLoss">Fraction of the equity at 00:00 UTC; once lost, all is closed and nothing opened until the next day.</param>
/// <param name="CoolDown">Time without a new entry in a symbol after a loss in it.</param>
/// <param name="MaxOpenPositions">Symbols with a position at a time.</param>
public sealed record Protections(
    decimal? StopLoss = null, decimal? DailyLoss = null, TimeSpan? CoolDown = null, int? MaxOpenPositions = null)
{
    public static Protections None { get; } = new();

    /// <summary>What is wrong with them; null when nothing is.</summary>
    public string? Problem() => this switch
    {
        { StopLoss: <= 0 or >= 1 } => "stopLoss is a fraction above 0 and below 1.",
        { DailyLoss: <= 0 or >= 1 } => "dailyLoss is a fraction above 0 and below 1.",
        { CoolDown.Ticks: <= 0 } => "coolDown is a time above 0.",
        { MaxOpenPositions: < 1 } => "maxOpenPositions is a whole number from 1.",
        _ => null,
    };
}

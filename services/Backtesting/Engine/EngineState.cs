using Trading.Strategies;

namespace Trading.Backtesting.Engine;

/// <summary>What an engine must keep over a restart besides the account: stored with every step that changes it.</summary>
/// <param name="Orders">That may still fill, of all symbols, in the order of their requests.</param>
/// <param name="OrderCount">Orders that were ever asked for: part of the next one's id.</param>
/// <param name="Day">UTC day of <paramref name="DayEquity"/>, for the daily loss.</param>
/// <param name="BlockedDay">UTC day on which nothing more is opened.</param>
/// <param name="OpenedAt">UTC, by symbol with a position: a settlement of funding before it is not the position's.</param>
/// <param name="CoolUntil">UTC, by symbol: nothing is opened before.</param>
public sealed record EngineState(
    IReadOnlyList<WorkingOrder> Orders,
    long OrderCount = 0,
    DateTime? Day = null,
    decimal DayEquity = 0,
    DateTime? BlockedDay = null,
    IReadOnlyDictionary<string, DateTime>? CoolUntil = null,
    IReadOnlyDictionary<string, DateTime>? OpenedAt = null)
{
    public static EngineState Empty { get; } = new([]);
}

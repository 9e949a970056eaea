using Trading.Backtesting.Engine;
using Trading.Contracts;

namespace Trading.PaperTrading.Domain;

/// <summary>A strategy as its owner described it. Its account has the same id.</summary>
/// <param name="Id">The name in lower case with dashes.</param>
/// <param name="Cash">Initial cash, quote currency.</param>
/// <param name="Promoted">Whether its intents also become real orders.</param>
/// <param name="Protections">Limits that hold whatever the strategy does.</param>
/// <param name="Fault">What it threw while it is <see cref="StrategyState.Faulted"/>; null otherwise.</param>
internal sealed record StrategyDefinition(
    string Id,
    string Name,
    string Kind,
    string Venue,
    IReadOnlyList<string> Symbols,
    BarInterval Interval,
    IReadOnlyDictionary<string, decimal> Parameters,
    decimal Cash,
    StrategyState State,
    bool Promoted,
    DateTime CreatedAt,
    StrategyFault? Fault,
    Protections Protections);

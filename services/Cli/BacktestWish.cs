using Trading.Backtesting.Engine;
using Trading.Contracts;
using Trading.Exchanges.Venues;

namespace Trading.Cli;

/// <summary>What a command line asks for.</summary>
/// <param name="Strategy">Kind or file; null for the one of the program itself.</param>
/// <param name="Start">Null: from the first bar.</param>
/// <param name="End">Null: to the last bar.</param>
/// <param name="Files">None: the bars come from the store.</param>
/// <param name="Database">Null: the store of the services.</param>
internal sealed record BacktestWish(
    string? Strategy,
    IReadOnlyDictionary<string, decimal> Parameters,
    VenueDescription Venue,
    IReadOnlyList<string> Symbols,
    BarInterval Interval,
    DateTime? Start,
    DateTime? End,
    decimal Cash,
    FillCosts Costs,
    decimal Leverage,
    IReadOnlyList<string> Files,
    string? Database,
    bool Json);

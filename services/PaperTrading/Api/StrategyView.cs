using Trading.Contracts;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading.Api;

/// <summary>A strategy over HTTP.</summary>
public sealed record StrategyView(
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
    DateTime CreatedAt)
{
    public static StrategyView Of(StrategyDefinition strategy)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return new StrategyView(
            strategy.Id, strategy.Name, strategy.Kind, strategy.Venue, strategy.Symbols, strategy.Interval, strategy.Parameters, strategy.Cash,
            strategy.State, strategy.Promoted, strategy.CreatedAt);
    }
}

using Trading.Contracts;

namespace Trading.PaperTrading.Strategies;

/// <summary>Stands for a stored strategy whose kind or parameters are no longer valid: it keeps its position and decides nothing.</summary>
internal sealed class NoStrategy : IStrategy
{
    public int WarmupBars => 0;

    public static StrategyPlan Plan(string kind, IReadOnlyDictionary<string, decimal> parameters) =>
        new(kind, parameters, 1, static () => new NoStrategy());

    public Decision OnBar(in Bar bar, bool holding) => Decision.Stay;
}

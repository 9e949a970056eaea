namespace Trading.PaperTrading.Strategies;

/// <summary>A strategy kind with checked parameters.</summary>
/// <param name="CashFraction">Part of the cash that one entry spends, above 0 up to 1.</param>
internal sealed record StrategyPlan(
    string Kind, IReadOnlyDictionary<string, decimal> Parameters, decimal CashFraction, Func<IStrategy> Create);

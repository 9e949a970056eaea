namespace Trading.Strategies;

/// <summary>A strategy kind with checked parameters.</summary>
public sealed record StrategyPlan(string Kind, IReadOnlyDictionary<string, decimal> Parameters, Func<Strategy> Create);

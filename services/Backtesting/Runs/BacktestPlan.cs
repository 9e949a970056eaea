using System.Globalization;
using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Backtesting.Statistics;
using Trading.Contracts;
using Trading.Strategies;

namespace Trading.Backtesting.Runs;

/// <summary>A checked request: everything that a run depends on besides the bars.</summary>
public sealed record BacktestPlan(
    StrategyPlan Strategy,
    string Venue,
    IReadOnlyList<string> Symbols,
    BarInterval Interval,
    DateTime Start,
    DateTime End,
    decimal Cash,
    FillCosts Costs,
    decimal QuantityStep)
{
    /// <summary>Points that the equity curve keeps at most: what is shown of a run is no part of what it does.</summary>
    public int EquityPoints { get; init; } = EquityCurve.DefaultCapacity;

    /// <summary>How the account is kept: spot, or derivatives with margin.</summary>
    public AccountTerms Account { get; init; } = AccountTerms.Spot;

    public Protections Protections { get; init; } = Protections.None;

    /// <summary>Bars that the interval has in the range, over all symbols: what a run takes when none is missing.</summary>
    public long ExpectedBars => Interval.Count(Start, End) * Symbols.Count;

    /// <summary>The plan as text, equal for equal plans however they were written (<c>1.0</c> is <c>1</c>).</summary>
    public string Canonical()
    {
        var parameters = Strategy.Parameters.OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key}={Text(parameter.Value)}");
        return string.Join(
            '|',
            [
                Strategy.Kind, string.Join(',', parameters), Venue, string.Join(',', Symbols), Interval.Code,
                Start.Ticks.ToString(CultureInfo.InvariantCulture), End.Ticks.ToString(CultureInfo.InvariantCulture), Text(Cash),
                Text(Costs.Fees.Taker), Text(Costs.Fees.Maker), Text(Costs.Slippage), Text(QuantityStep),
                Costs.Latency.Ticks.ToString(CultureInfo.InvariantCulture), Protections.ToString(),
                $"{Account.Mode}|{Text(Account.Leverage)}",
            ]);
    }

    /// <summary>What the engine needs of it.</summary>
    public EngineSetup Setup() => new()
    {
        RunId = Strategy.Kind,
        Venue = Venue,
        Interval = Interval,
        Costs = Costs,
        Protections = Protections,
        Markets = [.. Symbols.Select(symbol => new MarketSetup(symbol, QuantityStep, Account.Mode != MarginMode.Spot))],
    };

    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}

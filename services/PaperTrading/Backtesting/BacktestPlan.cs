using System.Globalization;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Strategies;

namespace Trading.PaperTrading.Backtesting;

/// <summary>A checked request: everything that a run depends on besides the bars.</summary>
internal sealed record BacktestPlan(
    StrategyPlan Strategy,
    string Venue,
    IReadOnlyList<string> Symbols,
    BarInterval Interval,
    DateTime Start,
    DateTime End,
    decimal Cash,
    TradingRules Rules)
{
    /// <summary>Points that the equity curve keeps at most: what is shown of a run is no part of what it does.</summary>
    public int EquityPoints { get; init; } = EquityCurve.DefaultCapacity;

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
                Text(Rules.Fees.Taker), Text(Rules.Fees.Maker), Text(Rules.Slippage), Text(Rules.QuantityStep),
            ]);
    }

    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}

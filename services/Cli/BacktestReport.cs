using System.Globalization;
using System.Text.Json;
using Trading.Backtesting.Runs;
using Trading.ServiceDefaults.Json;

namespace Trading.Cli;

/// <summary>What a run gave, as a table for people or as JSON.</summary>
internal static class BacktestReport
{
    private const int LabelWidth = 16;

    public static void Print(BacktestPlan plan, BacktestOutcome outcome, TimeSpan elapsed, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(outcome, ProductJson.Options));
        }
        else
        {
            foreach (var (label, value) in Rows(plan, outcome, elapsed))
            {
                Console.WriteLine(label.PadRight(LabelWidth) + value);
            }
        }

        if (outcome.Bars < outcome.ExpectedBars)
        {
            Console.Error.WriteLine(
                Text($"{outcome.ExpectedBars - outcome.Bars:N0} of {outcome.ExpectedBars:N0} bars are missing"));
        }
    }

    private static IEnumerable<(string Label, string Value)> Rows(BacktestPlan plan, BacktestOutcome outcome, TimeSpan elapsed)
    {
        var figures = outcome.Statistics;
        yield return ("strategy", plan.Strategy.Kind + Parameters(plan));
        yield return ("market", $"{plan.Venue} {string.Join(',', plan.Symbols)} {plan.Interval.Code}");
        yield return ("range", Text($"{plan.Start:yyyy-MM-dd HH:mm} to {plan.End:yyyy-MM-dd HH:mm} UTC"));
        yield return ("bars", Text($"{outcome.Bars:N0} at {outcome.Bars / elapsed.TotalSeconds:N0} bars/s"));
        yield return ("final equity", Text($"{figures.FinalEquity:N2} of {plan.Cash:N2}"));
        yield return ("total return", Percent(figures.TotalReturn));
        yield return ("per year", Percent(figures.Cagr));
        yield return ("max drawdown", Percent(figures.MaxDrawdown));
        yield return ("sharpe", Number(figures.Sharpe));
        yield return ("sortino", Number(figures.Sortino));
        yield return ("calmar", Number(figures.Calmar));
        yield return ("fills", Text($"{figures.Trades:N0}"));
        yield return ("round trips", Text($"{figures.RoundTrips:N0}"));
        yield return ("win rate", Percent(figures.WinRate));
        yield return ("profit factor", Number(figures.ProfitFactor));
        yield return ("exposure", Percent(figures.Exposure));
        yield return ("realized pnl", Text($"{figures.RealizedPnl:N2}"));
        yield return ("unrealized pnl", Text($"{figures.UnrealizedPnl:N2}"));
        yield return ("fees", Text($"{figures.Fees:N2}"));
        yield return ("funding", Text($"{figures.Funding:N2}"));
        yield return ("run hash", outcome.RunHash);
    }

    private static string Parameters(BacktestPlan plan) => string.Concat(
        plan.Strategy.Parameters.Select(parameter => Text($" {parameter.Key}={parameter.Value}")));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double? fraction) => fraction is { } value ? Text($"{100 * value:N2} %") : "-";

    private static string Number(double? value) => value is { } known ? Text($"{known:N2}") : "-";
}

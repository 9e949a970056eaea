using System.Diagnostics;
using System.Diagnostics.Metrics;
using Trading.Contracts;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading;

/// <summary>Meter and activity source of paper trading. Names and labels are the product's telemetry contract.</summary>
internal sealed class PaperMetrics : IDisposable
{
    public const string Source = "Trading.PaperTrading";

    private readonly Meter _meter = new(Source);
    private readonly Counter<long> _trades;
    private readonly Counter<long> _backtests;
    private readonly Counter<long> _backtestEvents;
    private readonly Histogram<double> _backtestDuration;

    public PaperMetrics(SessionBook book)
    {
        _trades = _meter.CreateCounter<long>("trading_paper_trades_total", description: "Fills on paper accounts.");
        Gauge(book, "trading_paper_portfolio_value", "USD", of => of.Value.Equity, "Equity of the paper account.");
        Gauge(book, "trading_paper_pnl", "USD", of => of.TotalPnl, "Equity less initial cash, after fees and funding.");
        Gauge(book, "trading_paper_realized_pnl", "USD", of => of.Value.RealizedPnl, "Profit of what was closed, before fees and funding.");
        Gauge(
            book, "trading_paper_unrealized_pnl", "USD", of => of.Value.UnrealizedPnl, "Profit of what is open, before fees and funding.");
        Gauge(book, "trading_paper_fees", "USD", of => of.Account.Fees, "Fees paid so far.");
        Gauge(book, "trading_paper_funding", "USD", _ => 0, "Funding received less funding paid; paper accounts book none.");
        Gauge(book, "trading_paper_drawdown_ratio", null, of => of.Value.Drawdown, "Fall from the highest equity.");
        Gauge(book, "trading_paper_exposure_ratio", null, of => of.Value.Exposure, "Open positions over equity.");
        Gauge(
            book, "trading_paper_strategy_faulted", null, of => of.Strategy.State == StrategyState.Faulted ? 1 : 0,
            "1 while the strategy is stopped because it threw.");
        _meter.CreateObservableGauge(
            "trading_paper_live_drift", () => Drifts(book), description: "Live less paper position of a strategy, absolute, base currency; 0 while they agree.");
        TickDuration = _meter.CreateHistogram(
            "trading_paper_tick_duration_seconds", "s", "Time to lead one batch of ticks through all strategies, storing included.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5] });
        _backtests = _meter.CreateCounter<long>("backtest_runs_total", description: "Finished backtests.");
        _backtestEvents = _meter.CreateCounter<long>("backtest_events_total", description: "Bars that backtests took.");
        _backtestDuration = _meter.CreateHistogram<double>("backtest_duration_seconds", "s", "Duration of a backtest, reading included.");
    }

    public ActivitySource Activities { get; } = new(Source);

    public Histogram<double> TickDuration { get; }

    public void Traded(string strategy, Side side) =>
        _trades.Add(1, new("strategy", strategy), new("side", side == Side.Buy ? "buy" : "sell"));

    /// <param name="strategy">Kind of the strategy: an id of a backtest would be unbounded.</param>
    /// <param name="result"><c>completed</c> or <c>failed</c>.</param>
    public void Backtested(string strategy, string result, long bars, TimeSpan duration)
    {
        var label = new KeyValuePair<string, object?>("strategy", strategy);
        _backtests.Add(1, label, new("result", result));
        _backtestEvents.Add(bars, label);
        _backtestDuration.Record(duration.TotalSeconds, label);
    }

    public void Dispose()
    {
        _meter.Dispose();
        Activities.Dispose();
    }

    private static IEnumerable<Measurement<double>> Drifts(SessionBook book) =>
        from account in book.Snapshots
        from live in account.Live
        let drift = account.Drift.FirstOrDefault(drift => drift.Symbol == live.Symbol)
        select new Measurement<double>(
            (double)Math.Abs(drift?.Difference ?? 0), new KeyValuePair<string, object?>("strategy", account.Strategy.Id), new("symbol", live.Symbol));

    private void Gauge(SessionBook book, string name, string? unit, Func<AccountSnapshot, decimal> value, string description) =>
        _meter.CreateObservableGauge(
            name,
            () => book.Snapshots.Select(account =>
                new Measurement<double>((double)value(account), new KeyValuePair<string, object?>("strategy", account.Strategy.Id))),
            unit,
            description);
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
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

    public PaperMetrics(SessionRegistry book)
    {
        _trades = _meter.CreateCounter<long>("trading_paper_trades_total");
        Gauge(book, "trading_paper_portfolio_value", "USD", of => of.Value.Equity);
        Gauge(book, "trading_paper_pnl", "USD", of => of.TotalPnl);
        Gauge(book, "trading_paper_realized_pnl", "USD", of => of.Value.RealizedPnl);
        Gauge(book, "trading_paper_unrealized_pnl", "USD", of => of.Value.UnrealizedPnl);
        Gauge(book, "trading_paper_fees", "USD", of => of.Account.Fees);
        Gauge(book, "trading_paper_funding", "USD", _ => 0);
        Gauge(book, "trading_paper_drawdown_ratio", null, of => of.Value.Drawdown);
        Gauge(book, "trading_paper_exposure_ratio", null, of => of.Value.Exposure);
        Gauge(book, "trading_paper_strategy_faulted", null, of => of.Strategy.State == StrategyState.Faulted ? 1 : 0);
        _meter.CreateObservableGauge("trading_paper_live_drift", () => Drifts(book));
        TickDuration = _meter.CreateHistogram<double>("trading_paper_tick_duration_seconds", "s");
        _backtests = _meter.CreateCounter<long>("backtest_runs_total");
        _backtestEvents = _meter.CreateCounter<long>("backtest_events_total");
        _backtestDuration = _meter.CreateHistogram<double>("backtest_duration_seconds", "s");
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

    private static IEnumerable<Measurement<double>> Drifts(SessionRegistry book) =>
        from account in book.Snapshots
        from live in account.Live
        let drift = account.Drift.FirstOrDefault(drift => drift.Symbol == live.Symbol)
        select new Measurement<double>(
            (double)Math.Abs(drift?.Difference ?? 0), new KeyValuePair<string, object?>("strategy", account.Strategy.Id),
            new("symbol", live.Symbol));

    private void Gauge(SessionRegistry book, string name, string? unit, Func<AccountSnapshot, decimal> value) =>
        _meter.CreateObservableGauge(
            name,
            () => book.Snapshots.Select(account =>
                new Measurement<double>((double)value(account), new KeyValuePair<string, object?>("strategy", account.Strategy.Id))),
            unit);
}

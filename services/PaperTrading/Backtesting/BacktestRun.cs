using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Strategies;

namespace Trading.PaperTrading.Backtesting;

/// <summary>
/// A run in progress: the strategy and account code of paper trading, fed with stored bars. An intent of a bar is filled at the open
/// of the symbol's next bar, which is the price of the first trade after the decision: nothing is known before it happened.
/// </summary>
internal sealed class BacktestRun : IDisposable
{
    private const int MaxTrades = 10_000;

    private readonly BacktestPlan _plan;
    private readonly TradingSession _session;
    private readonly PaperAccount _account;
    private readonly ReturnStatistics _returns = new();
    private readonly RoundTrips _trips = new();
    private readonly EquityCurve _curve;
    private readonly List<PaperTrade> _trades = [];
    private readonly RunHash _hash = new();
    private DateTime _first;
    private DateTime _last;
    private double _equity;
    private long _steps;
    private long _exposed;
    private int _fills;

    public BacktestRun(BacktestPlan plan)
    {
        _plan = plan;
        _curve = new EquityCurve(plan.EquityPoints);
        _account = new PaperAccount(plan.Cash);
        _session = new TradingSession(plan.Strategy.Kind, plan.Strategy, plan.Rules, _account);
        _equity = (double)plan.Cash;
        _hash.Add(plan);
    }

    /// <summary>Bars taken so far.</summary>
    public long Bars { get; private set; }

    /// <summary>Takes the bars of all symbols that open at the same time; times must rise from call to call.</summary>
    public void Advance(ReadOnlySpan<SymbolBar> bars)
    {
        foreach (ref readonly var each in bars)
        {
            if (_session.OnTrade(each.Symbol, each.Bar.Open, each.Bar.OpenTime) is { } trade)
            {
                Record(trade);
            }
        }

        AccountValue value = default;
        foreach (ref readonly var each in bars)
        {
            value = _account.Mark(each.Symbol, each.Bar.Close);
            _session.OnBar(each.Symbol, each.Bar);
        }

        Bars += bars.Length;
        Take(value, bars[0].Bar);
    }

    public BacktestOutcome Finish()
    {
        var value = _account.Value();
        var years = (_last - _first).TotalDays / 365.25;
        var growth = (double)(value.Equity / _plan.Cash);
        double? cagr = years > 0 && growth > 0 ? Finite(Math.Pow(growth, 1 / years) - 1) : null;
        var perYear = years > 0 ? _steps / years : 0;
        var drawdown = (double)_account.MaxDrawdown;
        var statistics = new BacktestStatistics
        {
            TotalReturn = growth - 1,
            Cagr = cagr,
            Sharpe = _returns.Sharpe(perYear),
            Sortino = _returns.Sortino(perYear),
            Calmar = drawdown > 0 ? cagr / drawdown : null,
            MaxDrawdown = drawdown,
            WinRate = _trips.Closed > 0 ? (double)_trips.Won / _trips.Closed : null,
            ProfitFactor = _trips.Lost > 0 ? (double)(_trips.Gained / _trips.Lost) : null,
            Trades = _fills,
            RoundTrips = _trips.Closed,
            Exposure = _steps > 0 ? (double)_exposed / _steps : 0,
            RealizedPnl = value.RealizedPnl,
            UnrealizedPnl = value.UnrealizedPnl,
            Fees = _account.Fees,
            TotalPnl = value.Equity - _plan.Cash,
            FinalEquity = value.Equity,
        };
        var last = new EquityPoint(_last, value.Equity, _account.Cash, value.Drawdown);
        var equity = _steps == 0 ? [] : _curve.With(last);
        return new BacktestOutcome(statistics, equity, _trades, Bars, _hash.Finish(statistics, Bars), _curve.Seen, _plan.ExpectedBars);
    }

    public void Dispose() => _hash.Dispose();

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private void Record(PaperTrade trade)
    {
        _fills++;
        _hash.Add(trade);
        _trips.Add(trade, _account.PositionOf(trade.Symbol).IsFlat);
        if (_trades.Count < MaxTrades)
        {
            _trades.Add(trade);
        }
    }

    private void Take(in AccountValue value, in Bar bar)
    {
        _last = bar.Interval.CloseOf(bar.OpenTime);
        _first = _steps == 0 ? bar.OpenTime : _first;
        _steps++;
        _exposed += value.GrossValue > 0 ? 1 : 0;
        var equity = (double)value.Equity;
        _returns.Add(_equity > 0 ? equity / _equity - 1 : 0);
        _equity = equity;
        _curve.Add(_last, value, _account.Cash);
    }
}

using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Backtesting.Statistics;
using Trading.Contracts;

namespace Trading.Backtesting.Runs;

/// <summary>
/// A run in progress: the engine of paper trading, fed with stored bars, and the figures of its way. An order of a bar fills at the open
/// of the symbol's next bar at the earliest: nothing is known before it happened.
/// </summary>
public sealed class BacktestRun : IDisposable
{
    private const int MaxTrades = 10_000;

    private readonly BacktestPlan _plan;
    private readonly TradingEngine _engine;
    private readonly Account _account;
    private readonly FundingEvent[] _funding;
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
    private int _funded;

    /// <param name="funding">Payments of the run's time; nothing on spot.</param>
    public BacktestRun(BacktestPlan plan, IEnumerable<FundingEvent>? funding = null)
    {
        _plan = plan;
        _funding = [.. (funding ?? []).OrderBy(each => each.Time).ThenBy(each => each.Index)];
        _curve = new EquityCurve(plan.EquityPoints);
        _account = new Account(plan.Account, plan.Cash);
        _engine = new TradingEngine(plan.Setup(), plan.Strategy.Create(), _account);
        _equity = (double)plan.Cash;
        _hash.Add(plan);
    }

    /// <summary>Bars taken so far.</summary>
    public long Bars { get; private set; }

    /// <summary>Takes the bars of all symbols that open at the same time; times must rise from call to call.</summary>
    public void Advance(ReadOnlySpan<SymbolBar> bars)
    {
        Fund(bars[0].Bar.OpenTime);
        foreach (ref readonly var each in bars)
        {
            _engine.OpenBar(each.Index, each.Bar);
        }

        foreach (ref readonly var each in bars)
        {
            _engine.CloseBar(each.Index, each.Bar);
        }

        if (_engine.HasChanges)
        {
            Record();
        }

        Bars += bars.Length;
        Take(bars[0].Bar);
    }

    /// <summary>Takes a closed bar of another interval that the strategy wants; it fills nothing.</summary>
    public void Show(in SymbolBar bar) => _engine.CloseBar(bar.Index, bar.Bar);

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
            Funding = _account.Funding,
            TotalPnl = value.Equity - _plan.Cash,
            FinalEquity = value.Equity,
        };
        var last = new EquityPoint(_last, value.Equity, _account.Cash, value.Drawdown);
        var equity = _steps == 0 ? [] : _curve.With(last);
        return new BacktestOutcome(statistics, equity, _trades, Bars, _hash.Finish(statistics, Bars), _curve.Seen, _plan.ExpectedBars);
    }

    public void Dispose() => _hash.Dispose();

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private void Fund(DateTime until)
    {
        for (; _funded < _funding.Length && _funding[_funded].Time <= until; _funded++)
        {
            var (index, time, rate, mark) = _funding[_funded];
            var price = mark ?? _engine.Markets[index].LastPrice;
            if (price > 0 && _steps > 0)
            {
                _engine.OnFunding(index, time, rate, price);
            }
        }
    }

    private void Record()
    {
        foreach (var fill in _engine.Fills)
        {
            var trade = PaperTrade.Of(fill);
            _fills++;
            _hash.Add(trade);
            _trips.Add(trade.Symbol, trade.RealizedPnl - trade.Fee, fill.PositionAfter == 0);
            if (_trades.Count < MaxTrades)
            {
                _trades.Add(trade);
            }
        }

        _engine.Clear();
    }

    private void Take(in Bar bar)
    {
        _last = bar.Interval.CloseOf(bar.OpenTime);
        _first = _steps == 0 ? bar.OpenTime : _first;
        _steps++;
        _exposed += _account.OpenSymbols > 0 ? 1 : 0;
        var equity = (double)_account.Equity;
        _returns.Add(_equity > 0 ? equity / _equity - 1 : 0);
        _equity = equity;
        _curve.Add(_last, _account);
    }
}

using Trading.Contracts;
using Trading.MarketStore.Bars;

namespace Trading.Backtesting.Runs;

/// <summary>Bars of the intervals that a strategy wants beside its own, in the order of their closes.</summary>
public sealed class OtherBars : IAsyncDisposable
{
    private readonly List<Series> _series = [];

    public OtherBars(IBarStore market, BacktestPlan plan, CancellationToken cancellationToken)
    {
        foreach (var interval in plan.Strategy.Create().OtherIntervals)
        {
            for (var i = 0; i < plan.Symbols.Count; i++)
            {
                var bars = market.ReadBarsAsync(
                    new InstrumentId(plan.Venue, plan.Symbols[i]), interval, new BarQuery(plan.Start, plan.End), cancellationToken);
                _series.Add(new Series(i, bars.GetAsyncEnumerator(cancellationToken)));
            }
        }
    }

    /// <summary>Shows the run what has closed by a time, UTC, inclusive.</summary>
    public async ValueTask ShowAsync(BacktestRun run, DateTime until)
    {
        while (await NextAsync(until) is { } next)
        {
            run.Show(new SymbolBar(next.Index, next.Bars.Current));
            next.IsRead = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var series in _series)
        {
            await series.Bars.DisposeAsync();
        }
    }

    private async ValueTask<Series?> NextAsync(DateTime until)
    {
        Series? next = null;
        foreach (var series in _series)
        {
            while (series is { IsRead: false, HasEnded: false })
            {
                series.HasEnded = !await series.Bars.MoveNextAsync();
                series.IsRead = !series.HasEnded && series.Bars.Current.Closed;
            }

            if (series.IsRead && series.ClosesAt <= until && (next is null || series.ClosesAt < next.ClosesAt))
            {
                next = series;
            }
        }

        return next;
    }

    private sealed class Series(int index, IAsyncEnumerator<Bar> bars)
    {
        public int Index => index;

        public IAsyncEnumerator<Bar> Bars => bars;

        public bool IsRead { get; set; }

        public bool HasEnded { get; set; }

        public DateTime ClosesAt => bars.Current.Interval.CloseOf(bars.Current.OpenTime);
    }
}

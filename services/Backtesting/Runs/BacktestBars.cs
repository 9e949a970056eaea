using System.Runtime.CompilerServices;
using Trading.Contracts;
using Trading.MarketStore.Bars;

namespace Trading.Backtesting.Runs;

/// <summary>Closed bars of several symbols from the market store, or from elsewhere, merged by open time.</summary>
/// <param name="source">The bars of a symbol of the plan, oldest first.</param>
public sealed class BacktestBars(Func<BacktestPlan, string, CancellationToken, IAsyncEnumerable<Bar>> source)
{
    public BacktestBars(IBarStore market)
        : this((plan, symbol, cancellationToken) => market.ReadBarsAsync(
            new InstrumentId(plan.Venue, symbol), plan.Interval, new BarQuery(plan.Start, plan.End), cancellationToken))
    {
    }

    /// <summary>Symbols of the plan that have no closed bar in its range.</summary>
    public async Task<IReadOnlyList<string>> AbsentAsync(BacktestPlan plan, CancellationToken cancellationToken)
    {
        var absent = new List<string>();
        foreach (var symbol in plan.Symbols)
        {
            await using var bars = Closed(plan, symbol, cancellationToken);
            if (!await bars.MoveNextAsync())
            {
                absent.Add(symbol);
            }
        }

        return absent;
    }

    /// <summary>One array per open time, symbols in the plan's order. The array is reused: consume it before the next step.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<SymbolBar>> ReadAsync(
        BacktestPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var streams = plan.Symbols.Select(symbol => Closed(plan, symbol, cancellationToken)).ToArray();
        var live = new bool[streams.Length];
        var step = new SymbolBar[streams.Length];
        try
        {
            for (var i = 0; i < streams.Length; i++)
            {
                live[i] = await streams[i].MoveNextAsync();
            }

            while (Array.Exists(live, static any => any))
            {
                var time = DateTime.MaxValue;
                for (var i = 0; i < streams.Length; i++)
                {
                    time = live[i] && streams[i].Current.OpenTime < time ? streams[i].Current.OpenTime : time;
                }

                var count = 0;
                for (var i = 0; i < streams.Length; i++)
                {
                    if (live[i] && streams[i].Current.OpenTime == time)
                    {
                        step[count++] = new SymbolBar(i, streams[i].Current);
                        live[i] = await streams[i].MoveNextAsync();
                    }
                }

                yield return step.AsMemory(0, count);
            }
        }
        finally
        {
            foreach (var stream in streams)
            {
                await stream.DisposeAsync();
            }
        }
    }

    private async IAsyncEnumerator<Bar> Closed(BacktestPlan plan, string symbol, CancellationToken cancellationToken)
    {
        await foreach (var bar in source(plan, symbol, cancellationToken))
        {
            if (bar.Closed)
            {
                yield return bar;
            }
        }
    }
}

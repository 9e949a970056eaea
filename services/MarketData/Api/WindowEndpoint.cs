using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Contracts;
using Trading.MarketData.Windows;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Trades;
using Trading.ServiceDefaults.Problems;

namespace Trading.MarketData.Api;

/// <summary>
/// <c>GET /market/bars/{symbol}</c> where the interval is a window: <c>5m/1m</c>, <c>session:30s</c>, <c>tick:1000</c> and so on.
/// </summary>
internal static class WindowEndpoint
{
    public static async Task<Results<Ok<List<Bar>>, Ok<List<WindowBar>>, ProblemHttpResult>> BarsAsync(
        InstrumentId instrument, string interval, WindowBarQuery query, MarketDataOptions options, ITradeStore tradeStore,
        IBarStore barStore, CancellationToken cancellationToken)
    {
        if (!WindowSpec.TryParse(interval, out var window, out var problem))
        {
            return Problem.BadRequest("invalidInterval", $"{problem} Or it is one of {BarInterval.AllCodes}.");
        }

        var bars = await barStore.ReadWindowBarsAsync(instrument, window.Code, query, cancellationToken).ToListAsync(cancellationToken);
        await MarkPartialAsync(bars, window, instrument, tradeStore, cancellationToken);
        var built = options.WindowList().Select(known => known.Code).ToList();
        return bars.Count > 0 || built.Contains(window.Code, StringComparer.Ordinal)
            ? TypedResults.Ok(bars)
            : Problem.BadRequest("invalidInterval", $"{window.Code} is not built here; MarketData:Bars says {string.Join(", ", built)}.");
    }

    /// <summary>
    /// Sliding windows that open before the minute of the first trade, and bars of a number of trades whose first id is not stored. Bars of
    /// an amount and sessions begin where the recording does.
    /// </summary>
    private static async Task MarkPartialAsync(
        List<WindowBar> bars, WindowSpec window, InstrumentId instrument, ITradeStore store, CancellationToken cancellationToken)
    {
        if (bars.Count == 0
            || window.Kind is not (WindowKind.Sliding or WindowKind.Tick)
            || await store.TradesDroppedBeforeAsync(cancellationToken) is not null
            || await store.TradeExtentAsync(instrument, cancellationToken) is not { } extent)
        {
            return;
        }

        var start = BarInterval.OneMinute.OpenOf(extent.FirstTime);
        for (var i = 0; i < bars.Count && IsBefore(bars[i]); i++)
        {
            bars[i] = bars[i] with { Partial = true };
        }

        bool IsBefore(in WindowBar bar) => window.Kind == WindowKind.Sliding ? bar.OpenTime < start : bar.Position < extent.FirstId;
    }
}

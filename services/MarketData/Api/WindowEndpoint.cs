using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Contracts;
using Trading.MarketData.Windows;
using Trading.MarketStore;

namespace Trading.MarketData.Api;

/// <summary><c>GET /market/bars/{symbol}</c> where the interval is a window: <c>5m/1m</c>, <c>session:30s</c>, <c>tick:1000</c> and so on.</summary>
internal static class WindowEndpoint
{
    public static async Task<Results<Ok<List<Bar>>, Ok<List<WindowBar>>, ProblemHttpResult>> BarsAsync(
        InstrumentId instrument, string interval, WindowBarQuery query, MarketDataOptions options, IMarketStore store, CancellationToken cancellationToken)
    {
        if (!WindowSpec.TryParse(interval, out var window, out var problem))
        {
            return MarketQuery.Bad("invalidInterval", $"{problem} Or it is one of {BarInterval.AllCodes}.");
        }

        var bars = await store.ReadWindowBarsAsync(instrument, window.Code, query, cancellationToken).ToListAsync(cancellationToken);
        var built = options.WindowList().Select(known => known.Code).ToList();
        return bars.Count > 0 || built.Contains(window.Code, StringComparer.Ordinal)
            ? TypedResults.Ok(bars)
            : MarketQuery.Bad("invalidInterval", $"{window.Code} is not built here; MarketData:Bars says {string.Join(", ", built)}.");
    }
}

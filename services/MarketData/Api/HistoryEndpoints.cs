using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Contracts;
using Trading.MarketData.Windows;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Trades;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;

namespace Trading.MarketData.Api;

/// <summary>What is stored: trades and bars.</summary>
internal static class HistoryEndpoints
{
    private const int DefaultLimit = 500;
    private const string ReversedRange = "to (2026-01-01 00:00:00Z) must be after from (2027-01-01 00:00:00Z).";

    public static void Map(RouteGroupBuilder market)
    {
        market.MapGet("/trades/{symbol}", TradesAsync).WithSummary("Stored trades in the order of their ids; without a start the newest")
            .NamesVenue()
            .Refuses(StatusCodes.Status400BadRequest, "invalidLimit", "limit is 1 to 10000.")
            .Refuses(StatusCodes.Status400BadRequest, "invalidRange", ReversedRange)
            .Refuses(StatusCodes.Status404NotFound, "unknownSymbol", "NOPE is not recorded here. Recorded are BTCUSDT, ETHUSDT.");
        market.MapGet("/bars/{symbol}", BarsAsync)
            .WithSummary(
                "Stored bars in the order of their open times; without a start the newest. The interval is the venue's, or a window such "
                    + "as 5m/1m, session:30s, tick:1000, volume:10, dollar:1000000")
            .NamesVenue()
            .Refuses(StatusCodes.Status400BadRequest, "invalidLimit", "limit is 1 to 10000.")
            .Refuses(StatusCodes.Status400BadRequest, "invalidRange", ReversedRange)
            .Refuses(
                StatusCodes.Status400BadRequest, "invalidInterval", "tick:7 is not built here; MarketData:Bars says tick:1000, volume:10.")
            .Refuses(StatusCodes.Status400BadRequest, "invalidFill", "fill is none, forward, linear or zero.")
            .Refuses(StatusCodes.Status404NotFound, "unknownSymbol", "NOPE is not recorded here. Recorded are BTCUSDT, ETHUSDT.");
    }

    private static async Task<Results<Ok<List<Trade>>, ProblemHttpResult>> TradesAsync(
        string symbol,
        string? venue,
        DateTimeOffset? from,
        DateTimeOffset? to,
        long? fromId,
        int? limit,
        StoredInstruments instruments,
        ITradeStore tradeStore,
        CancellationToken cancellationToken)
    {
        if (!instruments.TryFind(venue, symbol, out var instrument, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        if ((MarketQuery.BadLimit(limit) ?? MarketQuery.BadRange(from, to)) is { } bad)
        {
            return bad;
        }

        var query = new TradeQuery(
            fromId, From: from?.UtcDateTime, To: to?.UtcDateTime, Limit: limit ?? DefaultLimit, Newest: from is null && fromId is null);
        var trades = await tradeStore.ReadTradesAsync(instrument, query, cancellationToken).ToListAsync(cancellationToken);
        return trades.Count == 0 && await instruments.NothingOfAsync(instrument, cancellationToken) is { } nothing
            ? nothing
            : TypedResults.Ok(trades);
    }

    private static async Task<Results<Ok<List<Bar>>, Ok<List<WindowBar>>, ProblemHttpResult>> BarsAsync(
        string symbol,
        string? venue,
        string? interval,
        DateTimeOffset? from,
        DateTimeOffset? to,
        int? limit,
        string? fill,
        StoredInstruments instruments,
        MarketDataOptions options,
        ITradeStore tradeStore,
        IBarStore barStore,
        FillMetrics metrics,
        CancellationToken cancellationToken)
    {
        if (!instruments.TryFind(venue, symbol, out var instrument, out var refusal))
        {
            return Problem.BadRequest(refusal.Code, refusal.Detail);
        }

        if (!EnumNames.TryParse<FillStrategy>(fill ?? "none", out var strategy))
        {
            return Problem.BadRequest("invalidFill", "fill is none, forward, linear or zero.");
        }

        if ((MarketQuery.BadLimit(limit) ?? MarketQuery.BadRange(from, to)) is { } bad)
        {
            return bad;
        }

        var most = limit ?? DefaultLimit;
        if (!BarInterval.TryParse(interval ?? "1m", out var length))
        {
            return strategy != FillStrategy.None
                ? Problem.BadRequest("invalidFill", "Only bars of venue intervals can be filled.")
                : await WindowEndpoint.BarsAsync(
                    instrument, interval!, new WindowBarQuery(from?.UtcDateTime, to?.UtcDateTime, Limit: most, Newest: from is null),
                    options, tradeStore, barStore, cancellationToken);
        }

        var query = new BarQuery(from?.UtcDateTime, to?.UtcDateTime, most, Newest: from is null);
        var bars = await barStore.ReadBarsAsync(instrument, length, query, cancellationToken).ToListAsync(cancellationToken);
        if (bars.Count == 0 && await instruments.NothingOfAsync(instrument, cancellationToken) is { } nothing)
        {
            return nothing;
        }

        await MarkPartialAsync(bars, instrument, tradeStore, cancellationToken);
        var result = BarFill.Apply(bars, strategy, most, newest: from is null, out var filled);
        metrics.Filled(strategy, filled);
        return TypedResults.Ok(result);
    }

    /// <summary>
    /// Our own bars that began before the minute of the first trade: a store begins with a whole minute. Of times whose trades retention
    /// has dropped this is not known any more.
    /// </summary>
    private static async Task MarkPartialAsync(
        List<Bar> bars, InstrumentId instrument, ITradeStore store, CancellationToken cancellationToken)
    {
        var first = bars.FindIndex(bar => bar.Source == BarSource.Trades);
        if (first < 0
            || await store.TradesDroppedBeforeAsync(cancellationToken) is not null
            || await store.TradeExtentAsync(instrument, cancellationToken) is not { } extent)
        {
            return;
        }

        var start = BarInterval.OneMinute.OpenOf(extent.FirstTime);
        for (var i = first; i < bars.Count && bars[i].OpenTime < start; i++)
        {
            bars[i] = bars[i] with { Partial = bars[i].Source == BarSource.Trades };
        }
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Faults;
using Trading.ExchangeSimulator.Protocol.Limits;
using Trading.ExchangeSimulator.Protocol.Rest;
using Trading.ServiceDefaults.OpenApi;

namespace Trading.ExchangeSimulator.Control.Ledger;

/// <summary>What the venue really did: the truth that tests compare other services with.</summary>
internal static class LedgerApi
{
    private const int MaxTrades = 100_000;

    public static void MapLedger(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/simulator/ledger", Read).WithTags("simulator").WithSummary("What was really traded, sent, received and filled.")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "Not found.");

    /// <summary>Without a symbol the whole picture; with one its trades from an id on, or the newest.</summary>
    private static Results<Ok<LedgerSummary>, Ok<LedgerTrades>, NotFound> Read(
        Exchange exchange, RateLimits limits, FaultRegistry faults, string? symbol = null, string? market = null, long? fromId = null, int limit = 1000)
    {
        if (symbol is null)
        {
            return TypedResults.Ok(exchange.Run(() => Summary(exchange, limits, faults)));
        }

        var kind = string.Equals(market, "usdm", StringComparison.OrdinalIgnoreCase) ? MarketKind.Usdm : MarketKind.Spot;
        if (exchange.Find(kind, symbol.ToUpperInvariant()) is not { } found)
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Ok(exchange.Run(() => Trades(found, fromId, Math.Clamp(limit, 1, MaxTrades))));
    }

    private static LedgerTrades Trades(Market market, long? fromId, int limit)
    {
        var tape = market.Tape;
        var first = fromId is { } id ? tape.FirstWith(TapeKey.Id, id) : Math.Max(0, tape.Retained - limit);
        List<LedgerTrade> trades = [];
        for (var i = first; i < tape.Retained && trades.Count < limit; i++)
        {
            var trade = tape[i];
            trades.Add(new LedgerTrade(
                trade.Id, E8.ToDecimal(trade.Price), E8.ToDecimal(trade.Quantity), trade.BuyerIsMaker ? "sell" : "buy", History.ToTime(trade.TimeUs)));
        }

        return new LedgerTrades(SymbolOf(market), trades);
    }

    private static LedgerSummary Summary(Exchange exchange, RateLimits limits, FaultRegistry faults) => new(
        [.. exchange.Markets.Select(SymbolOf)],
        [.. exchange.Hub.Topics.Where(t => t.Frames > 0).Select(t => new LedgerStream(NameOf(t.Kind), t.Name, t.Frames))],
        exchange.Hub.Connections.Count,
        exchange.Journal.RequestCount,
        [.. exchange.Journal.Requests.TakeLast(1000)],
        exchange.Journal.FillCount,
        [.. exchange.Journal.Fills.TakeLast(1000).Select(f => new LedgerFill(
            NameOf(f.Market), f.Symbol, f.Order.OrderId, f.Order.ClientOrderId, OrderJson.NameOf(f.Order.Side).ToLowerInvariant(), f.Fill.TradeId,
            E8.ToDecimal(f.Fill.Price), E8.ToDecimal(f.Fill.Quantity), f.Fill.Commission, f.Fill.CommissionAsset, f.Fill.IsMaker, History.ToTime(f.Fill.TimeUs)))],
        limits.Accounts(),
        faults.Counts);

    private static LedgerSymbol SymbolOf(Market market) => new(
        NameOf(market.Spec.Kind),
        market.Spec.Symbol,
        market.Tape.Count,
        market.Tape.FirstId,
        market.Tape.LastId,
        market.Tape.Hash.ToString("x16", CultureInfo.InvariantCulture),
        market.Tape.Retained,
        market.Book.UpdateId,
        market.Tape.Count == 0 ? null : History.ToTime(market.Tape.LastTimeUs));

    private static string NameOf(MarketKind kind) => kind == MarketKind.Spot ? "spot" : "usdm";
}

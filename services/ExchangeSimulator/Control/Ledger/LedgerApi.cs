using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Accounts;
using Trading.ExchangeSimulator.Engine.Markets;
using Trading.ExchangeSimulator.Engine.Tape;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Faults;
using Trading.ExchangeSimulator.Protocol.Limits;
using Trading.ExchangeSimulator.Protocol.Streams;
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
        Exchange exchange, StreamHub hub, RateLimits limits, FaultRegistry faults, string? symbol = null, string? market = null,
        long? fromId = null, int limit = 1000)
    {
        if (symbol is null)
        {
            return TypedResults.Ok(exchange.Run(() => Summary(exchange, hub, limits, faults)));
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
        var trades = tape.From(first).Take(limit).Select(trade => new LedgerTrade(
            trade.Id, E8.ToDecimal(trade.Price), E8.ToDecimal(trade.Quantity), trade.BuyerIsMaker ? "sell" : "buy",
            History.ToTime(trade.TimeUs)));
        return new LedgerTrades(SymbolOf(market), [.. trades]);
    }

    private static LedgerSummary Summary(Exchange exchange, StreamHub hub, RateLimits limits, FaultRegistry faults) => new(
        [.. exchange.Markets.Select(SymbolOf)],
        [.. hub.Topics.Where(t => t.Frames > 0).Select(t => new LedgerStream(MarketRules.Of(t.Kind).Name, t.Name, t.Frames))],
        hub.Connections.Count,
        exchange.Journal.RequestCount,
        [.. exchange.Journal.Requests.TakeLast(1000)],
        exchange.Journal.FillCount,
        [.. exchange.Journal.Fills.TakeLast(1000).Select(f => new LedgerFill(
            MarketRules.Of(f.Market).Name, f.Symbol, f.Order.OrderId, f.Order.ClientOrderId, f.Order.Side == Side.Buy
                ? "buy"
                : "sell", f.Fill.TradeId,
            E8.ToDecimal(f.Fill.Price), E8.ToDecimal(f.Fill.Quantity), f.Fill.Commission, f.Fill.CommissionAsset, f.Fill.IsMaker,
            History.ToTime(f.Fill.TimeUs)))],
        limits.Uses(),
        new FaultCounts(
            faults.CountOf(Fault.Drop), faults.CountOf(Fault.Duplicate), faults.CountOf(Fault.Reorder), faults.CountOf(Fault.Malformed),
            faults.CountOf(Fault.Disconnect), faults.CountOf(Fault.Request)));

    private static LedgerSymbol SymbolOf(Market market) => new(
        market.Spec.Rules.Name,
        market.Spec.Symbol,
        market.Tape.Count,
        market.Tape.FirstId,
        market.Tape.LastId,
        market.Tape.Hash.ToString("x16", CultureInfo.InvariantCulture),
        market.Tape.Retained,
        market.Book.UpdateId,
        market.Tape.Count == 0 ? null : History.ToTime(market.Tape.LastTimeUs));
}

/// <summary>The whole ledger; lists hold the newest thousand, counts hold everything.</summary>
internal sealed record LedgerSummary(
    IReadOnlyList<LedgerSymbol> Symbols,
    IReadOnlyList<LedgerStream> Streams,
    int Connections,
    long OrderRequestCount,
    IReadOnlyList<OrderRequest> OrderRequests,
    long FillCount,
    IReadOnlyList<LedgerFill> Fills,
    IReadOnlyList<WeightUse> Limits,
    FaultCounts Faults);

/// <param name="Hash">Over all trades in order: equal hashes mean equal tapes.</param>
/// <param name="Retained">How many of the newest can still be read by id.</param>
internal sealed record LedgerSymbol(
    string Market, string Symbol, long Count, long FirstId, long LastId, string Hash, int Retained, long UpdateId, DateTime? LastTime);

/// <param name="Frames">Encoded for at least one listener.</param>
internal sealed record LedgerStream(string Market, string Stream, long Frames);

internal sealed record LedgerFill(
    string Market, string Symbol, long OrderId, string ClientOrderId, string Side, long TradeId, decimal Price, decimal Quantity,
    decimal Commission, string CommissionAsset, bool IsMaker, DateTime Time);

internal sealed record LedgerTrades(LedgerSymbol Symbol, IReadOnlyList<LedgerTrade> Trades);

/// <param name="Side">Of the taker.</param>
internal sealed record LedgerTrade(long Id, decimal Price, decimal Quantity, string Side, DateTime Time);

/// <summary>Frames and requests hurt so far.</summary>
internal sealed record FaultCounts(long Dropped, long Duplicated, long Reordered, long Malformed, long Disconnected, long Requests);

using System.Text.Json;
using Trading.Contracts;

namespace Trading.Exchanges.Binance.Orders;

/// <summary>
/// Reads one symbol of <c>exchangeInfo</c>. Of the two notional filters the newer one (NOTIONAL) wins where both stand; a filter
/// that is absent is 0, switched off.
/// </summary>
internal static class BinanceInstruments
{
    public static Instrument Read(string venue, JsonElement symbol)
    {
        var filters = symbol.GetProperty("filters").EnumerateArray()
            .ToDictionary(filter => BinanceJson.Text(filter, "filterType"), StringComparer.Ordinal);
        decimal Rule(string filter, string name) =>
            filters.TryGetValue(filter, out var rule) && rule.TryGetProperty(name, out _) ? BinanceJson.Number(rule, name) : 0;

        return new Instrument(
            new InstrumentId(venue, BinanceJson.Text(symbol, "symbol")),
            BinanceJson.Text(symbol, "baseAsset"),
            BinanceJson.Text(symbol, "quoteAsset"),
            BinanceJson.Text(symbol, "status") == "TRADING",
            Rule("PRICE_FILTER", "minPrice"),
            Rule("PRICE_FILTER", "maxPrice"),
            Rule("PRICE_FILTER", "tickSize"),
            Rule("LOT_SIZE", "minQty"),
            Rule("LOT_SIZE", "maxQty"),
            Rule("LOT_SIZE", "stepSize"),
            Rule("MARKET_LOT_SIZE", "minQty"),
            Rule("MARKET_LOT_SIZE", "maxQty"),
            Rule("MARKET_LOT_SIZE", "stepSize"),
            Math.Max(Rule("NOTIONAL", "minNotional"), filters.ContainsKey("NOTIONAL") ? 0 : Rule("MIN_NOTIONAL", "minNotional")),
            Rule("NOTIONAL", "maxNotional"));
    }
}

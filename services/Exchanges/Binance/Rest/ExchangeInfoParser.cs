using System.Globalization;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Rest;

/// <summary>
/// Symbols and filters of <c>exchangeInfo</c>. Spot has <c>NOTIONAL</c> or <c>MIN_NOTIONAL.minNotional</c>, USD-M
/// <c>MIN_NOTIONAL.notional</c>; a filter that is missing switches its rules off.
/// </summary>
public static class ExchangeInfoParser
{
    /// <exception cref="FormatException">The body is not an exchangeInfo.</exception>
    public static ExchangeInfo Parse(ReadOnlyMemory<byte> body, string venue)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, venue);
        }
        catch (JsonException other)
        {
            throw new FormatException($"Not an exchangeInfo: {other.Message}", other);
        }
    }

    /// <exception cref="FormatException">It is not an exchangeInfo.</exception>
    public static ExchangeInfo Read(JsonElement root, string venue)
    {
        try
        {
            var serverTime = root.TryGetProperty("serverTime", out var time) ? EpochTime.Utc(time.GetInt64()) : default;
            return new ExchangeInfo(
                serverTime,
                WeightPerMinute(root),
                [.. root.GetProperty("symbols").EnumerateArray().Select(symbol => InstrumentOf(symbol, venue))]);
        }
        catch (Exception other) when (other is InvalidOperationException or KeyNotFoundException or ArgumentException or OverflowException)
        {
            // Another kind of JSON where one is expected, a name that is not there, a number out of range.
            throw new FormatException($"Not an exchangeInfo: {other.Message}", other);
        }
    }

    private static int? WeightPerMinute(JsonElement root)
    {
        if (root.TryGetProperty("rateLimits", out var limits))
        {
            foreach (var limit in limits.EnumerateArray())
            {
                if (Is(limit, "rateLimitType", "REQUEST_WEIGHT")
                    && Is(limit, "interval", "MINUTE")
                    && limit.GetProperty("intervalNum").GetInt32() == 1)
                {
                    return limit.GetProperty("limit").GetInt32();
                }
            }
        }

        return null;
    }

    private static Instrument InstrumentOf(JsonElement symbol, string venue)
    {
        var filters = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var filter in symbol.GetProperty("filters").EnumerateArray())
        {
            filters[filter.GetProperty("filterType").GetString()!] = filter;
        }

        var minNotional = Rule(filters, "NOTIONAL", "minNotional");
        minNotional = minNotional > 0 ? minNotional : Rule(filters, "MIN_NOTIONAL", "minNotional");
        return new Instrument(
            new InstrumentId(venue, symbol.GetProperty("symbol").GetString()!),
            symbol.GetProperty("baseAsset").GetString()!,
            symbol.GetProperty("quoteAsset").GetString()!,
            Is(symbol, "status", "TRADING"),
            MinPrice: Rule(filters, "PRICE_FILTER", "minPrice"),
            MaxPrice: Rule(filters, "PRICE_FILTER", "maxPrice"),
            TickSize: Rule(filters, "PRICE_FILTER", "tickSize"),
            MinQuantity: Rule(filters, "LOT_SIZE", "minQty"),
            MaxQuantity: Rule(filters, "LOT_SIZE", "maxQty"),
            StepSize: Rule(filters, "LOT_SIZE", "stepSize"),
            MarketMinQuantity: Rule(filters, "MARKET_LOT_SIZE", "minQty"),
            MarketMaxQuantity: Rule(filters, "MARKET_LOT_SIZE", "maxQty"),
            MarketStepSize: Rule(filters, "MARKET_LOT_SIZE", "stepSize"),
            MinNotional: minNotional > 0 ? minNotional : Rule(filters, "MIN_NOTIONAL", "notional"),
            MaxNotional: Rule(filters, "NOTIONAL", "maxNotional"));
    }

    private static decimal Rule(Dictionary<string, JsonElement> filters, string filter, string name) =>
        filters.TryGetValue(filter, out var found) && found.TryGetProperty(name, out var value) && value.GetString() is { } text
            ? decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture)
            : 0;

    private static bool Is(JsonElement element, string name, string value) =>
        element.TryGetProperty(name, out var found) && string.Equals(found.GetString(), value, StringComparison.Ordinal);
}

using System.Globalization;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Orders;

namespace Trading.Exchanges.Binance.Spot;

/// <summary>
/// Reads the venue's order shapes, such as <c>{"symbol":"BTCUSDT","orderId":28,"clientOrderId":"x","origQty":"1.0",
/// "executedQty":"0.0","status":"NEW","transactTime":1507725176595,"fills":[{"price":"4000.0","qty":"1.0","commission":"4.0",
/// "commissionAsset":"USDT","tradeId":56}]}</c>. A shape that is not understood is a <see cref="FormatException"/>.
/// </summary>
internal static class BinanceJson
{
    public static VenueOrder Order(JsonElement order)
    {
        if (order.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("An order is no JSON object.");
        }

        var updated = Time(order, "transactTime") ?? Time(order, "updateTime") ?? Time(order, "time") ?? DateTime.UnixEpoch;

        // Fills of a placement's answer took liquidity by definition, and carry no time of their own.
        var fills = order.TryGetProperty("fills", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(fill => new VenueFill(
                Id(fill, "tradeId"), Number(fill, "price"), Number(fill, "qty"), Number(fill, "commission"), Text(fill, "commissionAsset"),
                Liquidity.Taker, updated)).ToArray()
            : [];
        return new VenueOrder(
            Text(order, "symbol"),
            Id(order, "orderId"),
            ClientOrderId(order),
            Status(Text(order, "status")),
            Number(order, "origQty"),
            Number(order, "executedQty"),
            fills,
            updated);
    }

    /// <summary>One row of <c>myTrades</c>.</summary>
    public static VenueFill Fill(JsonElement trade) => new(
        Id(trade, "id"),
        Number(trade, "price"),
        Number(trade, "qty"),
        Number(trade, "commission"),
        Text(trade, "commissionAsset"),
        trade.TryGetProperty("isMaker", out var maker) && maker.ValueKind == JsonValueKind.True ? Liquidity.Maker : Liquidity.Taker,
        Time(trade, "time") ?? throw new FormatException("A trade has no time."));

    /// <summary>
    /// An <c>executionReport</c> of the user data stream: one-letter names, the client id of a cancelled order in <c>C</c>, the
    /// fill of this report in <c>t</c>, <c>l</c>, <c>L</c>, <c>n</c>, <c>N</c>, <c>m</c>.
    /// </summary>
    public static VenueOrder ExecutionReport(JsonElement report)
    {
        var at = Time(report, "T") ?? throw new FormatException("An execution report has no time.");
        var original = OptionalText(report, "C");
        var fills = Text(report, "x") == "TRADE"
            ? new[]
            {
                new VenueFill(
                    Id(report, "t"), Number(report, "L"), Number(report, "l"), Number(report, "n"),
                    OptionalText(report, "N") ?? string.Empty,
                    report.TryGetProperty("m", out var maker) && maker.ValueKind == JsonValueKind.True ? Liquidity.Maker : Liquidity.Taker,
                    at),
            }
            : [];
        return new VenueOrder(
            Text(report, "s"),
            Id(report, "i"),
            string.IsNullOrEmpty(original) ? Text(report, "c") : original,
            Status(Text(report, "X")),
            Number(report, "q"),
            Number(report, "z"),
            fills,
            at);
    }

    public static VenueBalance Balance(JsonElement balance) =>
        new(Text(balance, "asset"), Number(balance, "free"), Number(balance, "locked"));

    public static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"'{name}' is missing or no text.");

    /// <summary>Without the trailing zeros that the venue pads to eight places.</summary>
    public static decimal Number(JsonElement element, string name) =>
        decimal.TryParse(Text(element, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value / 1.0000000000000000000000000000m
            : throw new FormatException($"'{name}' is no number.");

    private static string Id(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var id)
            ? id.ToString(CultureInfo.InvariantCulture)
            : throw new FormatException($"'{name}' is missing or no id.");

    // The answer to a cancel carries the id of the cancel itself in clientOrderId and ours in origClientOrderId.
    private static string ClientOrderId(JsonElement order) =>
        OptionalText(order, "origClientOrderId") is { Length: > 0 } ours ? ours : Text(order, "clientOrderId");

    private static string? OptionalText(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTime? Time(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var ms)
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime
            : null;

    private static VenueOrderStatus Status(string status) => status switch
    {
        "NEW" or "PENDING_NEW" or "PENDING_CANCEL" => VenueOrderStatus.Open,
        "PARTIALLY_FILLED" => VenueOrderStatus.PartiallyFilled,
        "FILLED" => VenueOrderStatus.Filled,
        "CANCELED" => VenueOrderStatus.Cancelled,
        "REJECTED" => VenueOrderStatus.Rejected,
        "EXPIRED" or "EXPIRED_IN_MATCH" => VenueOrderStatus.Expired,
        _ => throw new FormatException($"'{status}' is no known order status."),
    };
}

using System.Globalization;
using System.Text.RegularExpressions;
using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Matching;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>Reads a spot order's parameters, with the venue's rules on which type needs which.</summary>
internal static partial class OrderParser
{
    private static readonly Dictionary<string, OrderKind> Kinds = new(StringComparer.Ordinal)
    {
        ["LIMIT"] = OrderKind.Limit,
        ["MARKET"] = OrderKind.Market,
        ["STOP_LOSS"] = OrderKind.StopLoss,
        ["STOP_LOSS_LIMIT"] = OrderKind.StopLossLimit,
        ["TAKE_PROFIT"] = OrderKind.TakeProfit,
        ["TAKE_PROFIT_LIMIT"] = OrderKind.TakeProfitLimit,
        ["LIMIT_MAKER"] = OrderKind.LimitMaker,
    };

    private static readonly Dictionary<string, TimeInForce> Forces = new(StringComparer.Ordinal)
    {
        ["GTC"] = TimeInForce.Gtc,
        ["IOC"] = TimeInForce.Ioc,
        ["FOK"] = TimeInForce.Fok,
    };

    public static string NameOf(OrderKind kind) => Kinds.First(pair => pair.Value == kind).Key;

    /// <returns>Null when the call's error says why.</returns>
    public static ClientOrder? Parse(ApiCall call, string symbol, long ordinal)
    {
        var side = call.Required("side") switch { "BUY" => Side.Buy, "SELL" => Side.Sell, _ => Bad<Side>(call, -1117, "Invalid side.") };
        var kind = Kinds.TryGetValue(call.Required("type"), out var known) ? known : Bad<OrderKind>(call, -1116, "Invalid orderType.");
        var limited = kind is OrderKind.Limit or OrderKind.StopLossLimit or OrderKind.TakeProfitLimit;
        var stops = kind is OrderKind.StopLoss or OrderKind.StopLossLimit or OrderKind.TakeProfit or OrderKind.TakeProfitLimit;
        var force = TimeInForce.Gtc;
        if (call.Text("timeInForce") is { } forceText && !Forces.TryGetValue(forceText, out force))
        {
            Bad<TimeInForce>(call, -1115, "Invalid timeInForce.");
        }

        Require(call, "timeInForce", limited);
        Require(call, "price", limited || kind == OrderKind.LimitMaker);
        Require(call, "stopPrice", stops);
        Refuse(call, "timeInForce", kind is OrderKind.Market or OrderKind.LimitMaker);
        Refuse(call, "price", kind is OrderKind.Market or OrderKind.StopLoss or OrderKind.TakeProfit);
        Refuse(call, "stopPrice", !stops);
        if (kind != OrderKind.Market || !call.Has("quoteOrderQty"))
        {
            Require(call, "quantity", true);
        }

        var clientId = call.Text("newClientOrderId") ?? string.Create(CultureInfo.InvariantCulture, $"sim{ordinal:D16}");
        if (!ClientIds().IsMatch(clientId))
        {
            call.Fail(ApiCall.Illegal("newClientOrderId", "^[\\\\.A-Z\\\\:/a-z0-9_-]{1,36}$"));
        }

        var order = new ClientOrder
        {
            Symbol = symbol,
            ClientOrderId = clientId,
            Side = side,
            Kind = kind,
            TimeInForce = force,
            Quantity = call.Decimal("quantity") ?? 0,
            QuoteQuantity = kind == OrderKind.Market && !call.Has("quantity") ? call.Decimal("quoteOrderQty") ?? 0 : 0,
            Price = call.Decimal("price") ?? 0,
            StopPrice = call.Decimal("stopPrice") ?? 0,
        };
        return call.Error is null ? order : null;
    }

    private static void Require(ApiCall call, string name, bool isNeeded)
    {
        if (isNeeded && !call.Has(name))
        {
            call.Fail(ApiCall.Missing(name));
        }
    }

    private static void Refuse(ApiCall call, string name, bool isForbidden)
    {
        if (isForbidden && call.Has(name))
        {
            call.Fail(new VenueError(400, -1106, $"Parameter '{name}' sent when not required."));
        }
    }

    private static T Bad<T>(ApiCall call, int code, string message)
        where T : struct
    {
        call.Fail(new VenueError(400, code, message));
        return default;
    }

    [GeneratedRegex("^[.A-Z:/a-z0-9_-]{1,36}$", RegexOptions.NonBacktracking)]
    private static partial Regex ClientIds();
}

using System.Globalization;
using Trading.Contracts;

namespace Trading.OrderExecution.Domain;

/// <summary>What makes a request bad input, as against one that a risk rule denies.</summary>
internal static class OrderRequestRules
{
    public const string ClientOrderIdRule = "1 to 36 characters of A-Z a-z 0-9 _ . : / -";

    private const int MaxClientOrderIdLength = 36;
    private const decimal MaxAmount = 1_000_000_000_000m;

    /// <summary>Field names (camel case) with what is wrong; empty when nothing is.</summary>
    public static IReadOnlyDictionary<string, string[]> Errors(OrderRequest request)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        void Check(bool ok, string field, string message)
        {
            if (!ok)
            {
                errors.TryAdd(field, [message]);
            }
        }

        void CheckAmount(decimal? amount, string field) => Check(
            amount is null or (> 0 and <= MaxAmount),
            field,
            string.Create(CultureInfo.InvariantCulture, $"Above 0 and at most {MaxAmount}; {amount} was given."));

        var limit = request.Type is OrderType.Limit or OrderType.StopLimit;
        var stop = request.Type is OrderType.Stop or OrderType.StopLimit;
        Check(IsClientOrderId(request.ClientOrderId), "clientOrderId", ClientOrderIdRule);
        Check(Identifier.IsValid(request.Account), "account", Identifier.Rule);
        Check(request.Strategy is null || Identifier.IsValid(request.Strategy), "strategy", Identifier.Rule);
        Check(
            request.Symbol is { Length: > 0 and <= 32 } && request.Symbol.All(char.IsAsciiLetterOrDigit), "symbol",
            "1 to 32 letters and digits.");
        Check(Enum.IsDefined(request.Side), "side", "buy or sell");
        Check(Enum.IsDefined(request.Type), "type", "market, limit, stop or stopLimit");
        Check(Enum.IsDefined(request.TimeInForce), "timeInForce", "gtc, ioc, fok or gtx");
        Check(Enum.IsDefined(request.Route), "route", "auto, abook or bbook");
        CheckAmount(request.Quantity, "quantity");
        Check(limit == request.Price.HasValue, "price", limit ? "A limit order needs a price." : "Only limit orders have a price.");
        CheckAmount(request.Price, "price");
        Check(
            stop == request.StopPrice.HasValue,
            "stopPrice",
            stop ? "A stop order needs a stop price." : "Only stop orders have a stop price.");
        CheckAmount(request.StopPrice, "stopPrice");
        Check(
            request.Type != OrderType.StopLimit || request.TimeInForce != TimeInForce.Gtx, "timeInForce",
            "A stop limit order cannot be post only.");
        Check(
            limit || request.TimeInForce != TimeInForce.Gtx, "timeInForce", "Only limit orders can be post only.");
        Check(request.Route != OrderRoute.Bbook || !stop, "route", "The internal book takes market and limit orders.");
        return errors;
    }

    public static bool IsClientOrderId(string? text) =>
        text is { Length: > 0 and <= MaxClientOrderIdLength }
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '/' or '-');
}

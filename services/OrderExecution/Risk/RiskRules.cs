using System.Globalization;
using Trading.Contracts;

namespace Trading.OrderExecution.Risk;

/// <summary>Every rule, in the order in which they are asked: the first that objects names the denial.</summary>
internal static class RiskRules
{
    /// <summary>Name of the rule that denies an order which would do more than reduce the position.</summary>
    public const string OnlyReduces = "reduceOnly";

    private static readonly RiskRule[] Rules =
    [
        new("killSwitch", KillSwitch),
        new("staleRequest", StaleRequest),
        new("priceReference", PriceReference),
        new("stalePrice", StalePrice),
        new("maxNotional", MaxNotional),
        new("maxOrderQuantity", MaxOrderQuantity),
        new("priceCollar", PriceCollar),
        new("venueFilter", VenueFilter),
        new(OnlyReduces, ReduceOnly),
        new("maxOpenOrders", MaxOpenOrders),
        new("orderRate", OrderRate),
        new("maxPosition", MaxPosition),
        new("maxExposure", MaxExposure),
    ];

    /// <summary>In the order of asking. A span: walking it allocates nothing.</summary>
    public static ReadOnlySpan<RiskRule> All => Rules;

    private static string? KillSwitch(in RiskInput input, RiskLimits limits) => input.Halted ? "Trading is halted." : null;

    // A request that waited in a queue while the service was away was meant for another market.
    private static string? StaleRequest(in RiskInput input, RiskLimits limits) =>
        limits.MaxRequestAgeMs > 0 && input.RequestAgeMs > limits.MaxRequestAgeMs
            ? Text($"The request is {input.RequestAgeMs} ms old, more than {limits.MaxRequestAgeMs} ms.")
            : null;

    private static string? PriceReference(in RiskInput input, RiskLimits limits) =>
        input.ReferencePrice is null or <= 0 ? $"No reference price has been seen for the symbol{Why(input)}."
        : input.ReferenceAgeMs > limits.MaxReferenceAgeMs
            ? Text($"The reference price is {input.ReferenceAgeMs} ms old, more than {limits.MaxReferenceAgeMs} ms{Why(input)}.")
        : null;

    private static string Why(in RiskInput input) => input.FeedProblem is { } problem ? $": {problem}" : "";

    // A price from a book that is not proven may be any price: neither the collar nor a notional can be judged by it.
    private static string? StalePrice(in RiskInput input, RiskLimits limits) =>
        input.FeedProblem is { } problem ? $"The price cannot be trusted: {problem}." : null;

    private static string? PriceCollar(in RiskInput input, RiskLimits limits) =>
        OutsideCollar(input.Terms.Price, input, limits) ?? OutsideCollar(input.Terms.StopPrice, input, limits);

    private static string? OutsideCollar(decimal? price, in RiskInput input, RiskLimits limits)
    {
        if (price is not { } asked || limits.PriceCollarRatio == 0 || input.ReferencePrice is not { } reference)
        {
            return null;
        }

        return Math.Abs(asked - reference) > reference * limits.PriceCollarRatio
            ? Text($"The price {asked} is farther than {limits.PriceCollarRatio:P1} from the reference {reference}.")
            : null;
    }

    private static string? VenueFilter(in RiskInput input, RiskLimits limits) =>
        input.FilterViolation is { } broken ? $"The venue's {broken.Filter} rule would refuse it: {broken.Numbers}." : null;

    private static string? MaxOrderQuantity(in RiskInput input, RiskLimits limits) =>
        limits.MaxOrderQuantity > 0 && input.Terms.Quantity > limits.MaxOrderQuantity
            ? Text($"The quantity {input.Terms.Quantity} is above {limits.MaxOrderQuantity}.")
            : null;

    private static string? MaxNotional(in RiskInput input, RiskLimits limits) =>
        limits.MaxNotional > 0 && input.Terms.Quantity * Worst(input) > limits.MaxNotional
            ? Text($"The notional {input.Terms.Quantity * Worst(input)} is above {limits.MaxNotional}.")
            : null;

    private static string? ReduceOnly(in RiskInput input, RiskLimits limits)
    {
        if (!input.Terms.ReduceOnly)
        {
            return null;
        }

        var closable = input.Terms.Side == Side.Sell ? input.Position - input.OpenSells : -input.Position - input.OpenBuys;
        return input.Terms.Quantity > closable
            ? Text($"Only {Math.Max(0, closable)} is left to reduce; the quantity is {input.Terms.Quantity}.")
            : null;
    }

    private static string? MaxOpenOrders(in RiskInput input, RiskLimits limits) =>
        limits.MaxOpenOrders > 0 && input.OpenOrders + 1 > limits.MaxOpenOrders
            ? Text($"{input.OpenOrders} orders are open already, and at most {limits.MaxOpenOrders} may be.")
            : null;

    private static string? OrderRate(in RiskInput input, RiskLimits limits) =>
        limits.MaxOrdersPerSecond > 0 && input.OrdersInLastSecond + 1 > limits.MaxOrdersPerSecond
            ? Text($"{input.OrdersInLastSecond} orders came within the last second, and at most {limits.MaxOrdersPerSecond} may.")
            : null;

    private static string? MaxPosition(in RiskInput input, RiskLimits limits) =>
        limits.MaxPosition > 0 && Grows(input) && WorstPosition(input) * Worst(input) > limits.MaxPosition
            ? Text($"The position could reach {WorstPosition(input) * Worst(input)}, above {limits.MaxPosition}.")
            : null;

    private static string? MaxExposure(in RiskInput input, RiskLimits limits) =>
        limits.MaxExposure > 0 && Grows(input) && (WorstPosition(input) * Worst(input)) + input.OtherExposure > limits.MaxExposure
            ? Text($"The exposure could reach {(WorstPosition(input) * Worst(input)) + input.OtherExposure}, above {limits.MaxExposure}.")
            : null;

    // A sell limit below the market fills at the market: the dearer of the two prices bounds what it can be worth.
    private static decimal Worst(in RiskInput input) => Math.Max(input.ValuationPrice, input.ReferencePrice ?? 0);

    private static decimal Signed(in RiskInput input) => input.Terms.Side == Side.Buy ? input.Terms.Quantity : -input.Terms.Quantity;

    // An order that brings the position nearer to flat is never held back by a position limit.
    private static bool Grows(in RiskInput input) => WorstPosition(input) > Math.Abs(input.Position);

    // Every open order on the same side fills, none on the other.
    private static decimal WorstPosition(in RiskInput input) =>
        Math.Abs(input.Position + Signed(input) + (input.Terms.Side == Side.Buy ? input.OpenBuys : -input.OpenSells));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using Trading.Contracts;

namespace Trading.Exchanges.Orders;

/// <summary>The venue's order rules, checked before anything is sent: a request that the venue must refuse costs no round trip.</summary>
public static class OrderFilters
{
    /// <summary>Name of the first rule that the order breaks, or null.</summary>
    /// <param name="referencePrice">Values market and stop orders; null skips the notional rules for them.</param>
    public static string? Violation(
        Instrument instrument,
        OrderType type,
        decimal quantity,
        decimal? price,
        decimal? stopPrice,
        decimal? referencePrice)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        if (!instrument.IsTrading)
        {
            return "symbolNotTrading";
        }

        var market = type is OrderType.Market or OrderType.Stop;
        return LotViolation(instrument, quantity, market)
            ?? (price is { } limit ? PriceViolation(instrument, limit) : null)
            ?? (stopPrice is { } stop ? PriceViolation(instrument, stop) : null)
            ?? ((price ?? stopPrice ?? referencePrice) is { } value ? NotionalViolation(instrument, value * quantity) : null);
    }

    private static string? LotViolation(Instrument instrument, decimal quantity, bool market)
    {
        if (quantity < instrument.MinQuantity || (instrument.MaxQuantity > 0 && quantity > instrument.MaxQuantity)
            || OffGrid(quantity, instrument.StepSize))
        {
            return "lotSize";
        }

        return market && (quantity < instrument.MarketMinQuantity
            || (instrument.MarketMaxQuantity > 0 && quantity > instrument.MarketMaxQuantity)
            || OffGrid(quantity, instrument.MarketStepSize)) ? "marketLotSize" : null;
    }

    // Spot measures the grid from 0, not from the least price.
    private static string? PriceViolation(Instrument instrument, decimal price) =>
        price < instrument.MinPrice || (instrument.MaxPrice > 0 && price > instrument.MaxPrice) || OffGrid(price, instrument.TickSize)
            ? "priceFilter"
            : null;

    private static string? NotionalViolation(Instrument instrument, decimal notional) =>
        notional < instrument.MinNotional || (instrument.MaxNotional > 0 && notional > instrument.MaxNotional) ? "notional" : null;

    private static bool OffGrid(decimal value, decimal step) => step > 0 && value % step != 0;
}

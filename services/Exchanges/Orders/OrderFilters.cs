using System.Globalization;
using Trading.Contracts;

namespace Trading.Exchanges.Orders;

/// <summary>The venue's order rules, checked before anything is sent: a request that the venue must refuse costs no round trip.</summary>
public static class OrderFilters
{
    /// <summary>The first rule that the order breaks, or null.</summary>
    /// <param name="referencePrice">Values market and stop orders; null skips the notional rules for them.</param>
    public static FilterViolation? Violation(
        Instrument instrument,
        OrderType type,
        decimal quantity,
        decimal? price,
        decimal? stopPrice,
        decimal? referencePrice)
    {
        if (!instrument.IsTrading)
        {
            return new FilterViolation("symbolNotTrading", "the symbol is not traded now");
        }

        var market = type is OrderType.Market or OrderType.Stop;
        return Outside("lotSize", "quantity", quantity, instrument.MinQuantity, instrument.MaxQuantity, "step", instrument.StepSize)
            ?? (market
                ? Outside(
                    "marketLotSize",
                    "quantity",
                    quantity,
                    instrument.MarketMinQuantity,
                    instrument.MarketMaxQuantity,
                    "step",
                    instrument.MarketStepSize)
                : null)
            ?? (price is { } limit ? PriceViolation(instrument, "price", limit) : null)
            ?? (stopPrice is { } stop ? PriceViolation(instrument, "stopPrice", stop) : null)
            ?? ((price ?? stopPrice ?? referencePrice) is { } value
                ? Outside("notional", "notional", value * quantity, instrument.MinNotional, instrument.MaxNotional, "step", 0)
                : null);
    }

    // Spot measures the grid from 0, not from the least price.
    private static FilterViolation? PriceViolation(Instrument instrument, string field, decimal price) =>
        Outside("priceFilter", field, price, instrument.MinPrice, instrument.MaxPrice, "tick", instrument.TickSize);

    private static FilterViolation? Outside(
        string filter, string field, decimal value, decimal least, decimal most, string grid, decimal step)
    {
        if (value >= least && (most <= 0 || value <= most) && (step <= 0 || value % step == 0))
        {
            return null;
        }

        string[] bounds = [.. new[] { (Name: grid, Value: step), (Name: "minimum", Value: least), (Name: "maximum", Value: most) }
            .Where(bound => bound.Value > 0).Select(bound => $"{bound.Name} {Text(bound.Value)}")];
        return new FilterViolation(filter, $"{string.Join(", ", bounds)}; the {field} is {Text(value)}");
    }

    // Without the zeros that a venue or a product leaves behind the last digit.
    private static string Text(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);
}

using Trading.Contracts;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>The order rules of one symbol as <c>exchangeInfo</c> states them, in units of 10^-8; a rule of 0 is off.</summary>
internal sealed record SymbolFilters(
    long MinPrice,
    long MaxPrice,
    long TickSize,
    long MinQuantity,
    long MaxQuantity,
    long StepSize,
    long MarketMaxQuantity,
    decimal MinNotional,
    decimal MaxNotional,
    int MaxOpenOrders,
    int MaxStopOrders)
{
    /// <summary>Limit prices may be this many times the average, and as small a part of it.</summary>
    public const int PriceFactor = 5;

    /// <summary>Rules from the price and quantity grid; sizes follow the price so that every symbol can be traded alike.</summary>
    public static SymbolFilters Of(MarketSpec spec)
    {
        var quotePerDollar = (decimal)spec.QuotePerDollar;
        var unit = (decimal)spec.BasePrice;
        return new SymbolFilters(
            spec.TickSize,
            OnGrid(unit * 100, spec.TickSize),
            spec.TickSize,
            spec.StepSize,
            OnGrid(50_000_000 * quotePerDollar / unit, spec.StepSize),
            spec.StepSize,
            OnGrid(5_000_000 * quotePerDollar / unit, spec.StepSize),
            Round(5 * quotePerDollar),
            Round(9_000_000 * quotePerDollar),
            200,
            spec.Kind == MarketKind.Spot ? 5 : 100);
    }

    /// <param name="averagePrice">Of the last five minutes: what a market order is valued at.</param>
    /// <returns>The name of the first filter that fails, or null.</returns>
    public string? Check(ClientOrder order, long averagePrice, int openOrders, int stopOrders)
    {
        return CheckPrice(order.Price, isUsed: !order.IsMarket, order.Side, averagePrice)
            ?? CheckPrice(order.StopPrice, order.IsConditional, side: null, averagePrice)
            ?? CheckQuantity(order)
            ?? CheckNotional(order, averagePrice)
            ?? (openOrders >= MaxOpenOrders ? "MAX_NUM_ORDERS"
                : order.IsConditional && stopOrders >= MaxStopOrders ? "MAX_NUM_ALGO_ORDERS"
                : null);
    }

    private string? CheckPrice(long price, bool isUsed, Side? side, long averagePrice)
    {
        if (!isUsed)
        {
            return null;
        }

        if (price < MinPrice || price > MaxPrice || price % TickSize != 0)
        {
            return "PRICE_FILTER";
        }

        return side is not null && averagePrice > 0 && (price > averagePrice * PriceFactor || price < averagePrice / PriceFactor)
            ? "PERCENT_PRICE_BY_SIDE"
            : null;
    }

    private string? CheckQuantity(ClientOrder order)
    {
        if (order.QuoteQuantity > 0)
        {
            return null;
        }

        return order.Quantity < MinQuantity || order.Quantity > MaxQuantity || order.Quantity % StepSize != 0 ? "LOT_SIZE"
            : order.IsMarket && order.Quantity > MarketMaxQuantity ? "MARKET_LOT_SIZE"
            : null;
    }

    private string? CheckNotional(ClientOrder order, long averagePrice)
    {
        var price = order.IsMarket ? averagePrice : order.Price;
        var notional = order.QuoteQuantity > 0 ? E8.ToDecimal(order.QuoteQuantity) : E8.ToDecimal(price) * E8.ToDecimal(order.Quantity);
        return (notional < MinNotional && !order.ReduceOnly) || (notional > MaxNotional && !order.IsMarket) ? "NOTIONAL" : null;
    }

    private static long OnGrid(decimal value, long grid) => E8.From(decimal.Truncate(value * E8.One) / E8.One) / grid * grid;

    private static decimal Round(decimal value) => decimal.Round(value, 8);
}

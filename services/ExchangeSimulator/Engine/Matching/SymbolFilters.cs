using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>The order rules of one symbol as <c>exchangeInfo</c> states them, in units of 10^-8; a rule of 0 is off.</summary>
internal sealed record SymbolFilters(
    long MinPrice, long MaxPrice, long TickSize, long MinQuantity, long MaxQuantity, long StepSize, long MarketMaxQuantity,
    decimal MinNotional,
    decimal MaxNotional, int MaxOpenOrders, int MaxStopOrders)
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
            spec.Rules.MostStopOrders);
    }

    private static long OnGrid(decimal value, long grid) => E8.From(decimal.Truncate(value * E8.One) / E8.One) / grid * grid;

    private static decimal Round(decimal value) => decimal.Round(value, 8);
}

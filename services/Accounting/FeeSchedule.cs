using System.Text.Json.Serialization;
using Trading.Contracts;

namespace Trading.Accounting;

/// <summary>Fees as a fraction of the traded amount: 0.001 is 10 basis points.</summary>
[JsonConverter(typeof(FeeScheduleConverter))]
public readonly record struct FeeSchedule(decimal Taker, decimal Maker)
{
    /// <summary>Fee of a trade in quote currency, to 8 decimals, a half away from zero as venues charge it.</summary>
    public decimal Of(decimal price, decimal quantity, Liquidity liquidity) =>
        decimal.Round(price * quantity * (liquidity == Liquidity.Taker ? Taker : Maker), 8, MidpointRounding.AwayFromZero);
}

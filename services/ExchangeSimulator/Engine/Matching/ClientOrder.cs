using System.Text.Json.Serialization;
using Trading.Contracts;

namespace Trading.ExchangeSimulator.Engine.Matching;

/// <summary>An order of the trading account. Prices and quantities in units of 10^-8, times in µs since 1970 UTC.</summary>
internal sealed class ClientOrder
{
    public required string Symbol { get; init; }

    public long OrderId { get; set; }

    public required string ClientOrderId { get; init; }

    public required Side Side { get; init; }

    public required OrderKind Kind { get; init; }

    public TimeInForce TimeInForce { get; init; }

    public long Price { get; init; }

    public long StopPrice { get; init; }

    /// <summary>Zero until known when the order names a quote amount.</summary>
    public long Quantity { get; set; }

    /// <summary>Market orders may spend a quote amount instead of naming a quantity.</summary>
    public long QuoteQuantity { get; init; }

    /// <summary>USD-M: may only make the position smaller.</summary>
    public bool ReduceOnly { get; init; }

    public long Executed { get; set; }

    /// <summary>Price times quantity of all fills, in units of 10^-16.</summary>
    public Int128 ExecutedQuote { get; set; }

    public OrderState State { get; set; }

    public long CreatedUs { get; set; }

    public long UpdatedUs { get; set; }

    /// <summary>False while a stop waits for its price.</summary>
    public bool Working { get; set; }

    /// <summary>Amount still reserved for it, in quote for a buy, else in base.</summary>
    public decimal Locked { get; set; }

    public List<Fill> Fills { get; } = [];

    /// <summary>Its place in the book, while it rests there.</summary>
    [JsonIgnore]
    public RestingOrder? Resting { get; set; }

    public long Remaining => Quantity - Executed;

    public bool IsOpen => State is OrderState.New or OrderState.PartiallyFilled;

    public bool IsConditional => Kind is OrderKind.StopLoss or OrderKind.StopLossLimit or OrderKind.TakeProfit or OrderKind.TakeProfitLimit;

    /// <summary>A market order, or one that becomes a market order when it triggers.</summary>
    public bool IsMarket => Kind is OrderKind.Market or OrderKind.StopLoss or OrderKind.TakeProfit;
}

/// <summary>Order types by the venue's spelling, less the underscores.</summary>
internal enum OrderKind
{
    Limit,
    Market,
    StopLoss,
    StopLossLimit,
    TakeProfit,
    TakeProfitLimit,
    LimitMaker,
}

internal enum OrderState
{
    New,
    PartiallyFilled,
    Filled,
    Canceled,
    Rejected,
    Expired,
}

/// <summary>One execution of a client's order.</summary>
/// <param name="TradeId">Id of the public trade; a replay, whose public trades are the recorded ones, counts from
/// <see cref="FirstPrivateTradeId"/>.</param>
/// <param name="Commission">Taken from what was received (spot) or from the margin balance (USD-M).</param>
internal sealed record Fill(
    long TradeId,
    long Price,
    long Quantity,
    decimal Commission,
    string CommissionAsset,
    bool IsMaker,
    long TimeUs,
    decimal RealizedPnl = 0)
{
    /// <summary>Far above every recorded id and still exact as a JSON number.</summary>
    public const long FirstPrivateTradeId = 8_000_000_000_000_000;
}

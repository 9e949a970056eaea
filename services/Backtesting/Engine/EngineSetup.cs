using Trading.Accounting;
using Trading.Contracts;

namespace Trading.Backtesting.Engine;

/// <summary>What a run needs besides its strategy, its account and its events.</summary>
public sealed record EngineSetup
{
    /// <summary>Part of every order id: the strategy's id on paper, its kind in a backtest.</summary>
    public required string RunId { get; init; }

    public required string Venue { get; init; }

    /// <summary>In the order of the strategy's symbols.</summary>
    public required IReadOnlyList<MarketSetup> Markets { get; init; }

    public required BarInterval Interval { get; init; }

    public required FillCosts Costs { get; init; }

    public Protections Protections { get; init; } = Protections.None;
}

/// <summary>A symbol's order filters and what its venue lets one do.</summary>
/// <param name="QuantityStep">Quantities are cut down to a multiple of this, base currency.</param>
/// <param name="PriceStep">Prices are rounded to a multiple of this, to the safe side; 0: not at all.</param>
/// <param name="MinNotional">An order below this is refused, quote currency; one that closes is not.</param>
public sealed record MarketSetup(
    string Symbol, decimal QuantityStep, bool CanSellShort = false, decimal PriceStep = 0, decimal MinNotional = 0);

/// <summary>What a fill costs.</summary>
/// <param name="Slippage">Fraction of the price by which a taker's fill is worse than the market, where no book is known.</param>
/// <param name="Latency">From a decision to the moment the order is active at the venue. Within a bar it is part of the slippage.</param>
public sealed record FillCosts(FeeSchedule Fees, decimal Slippage, TimeSpan Latency = default)
{
    /// <summary>A taker's price: the market's, made worse by the slippage, to 8 decimals.</summary>
    public decimal TakerPrice(Side side, decimal marketPrice) =>
        decimal.Round(marketPrice * (side == Side.Buy ? 1 + Slippage : 1 - Slippage), 8);
}

/// <summary>Limits that hold whatever the strategy does. Absent ones are off.</summary>
/// <param name="StopLoss">Fraction of the entry price at which a stop guards every position.</param>
/// <param name="DailyLoss">Fraction of the equity at 00:00 UTC; once lost, all is closed and nothing opened until the next day.</param>
/// <param name="CoolDown">Time without a new entry in a symbol after a loss in it.</param>
/// <param name="MaxOpenPositions">Symbols with a position at a time.</param>
public sealed record Protections(
    decimal? StopLoss = null, decimal? DailyLoss = null, TimeSpan? CoolDown = null, int? MaxOpenPositions = null)
{
    public static Protections None { get; } = new();

    /// <summary>What is wrong with them; null when nothing is.</summary>
    public string? Problem() => this switch
    {
        { StopLoss: <= 0 or >= 1 } => "stopLoss is a fraction above 0 and below 1.",
        { DailyLoss: <= 0 or >= 1 } => "dailyLoss is a fraction above 0 and below 1.",
        { CoolDown.Ticks: <= 0 } => "coolDown is a time above 0.",
        { MaxOpenPositions: < 1 } => "maxOpenPositions is a whole number from 1.",
        _ => null,
    };
}

namespace Trading.ExchangeSimulator.Engine.Matching;

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

namespace Trading.ExchangeSimulator.Matching;

/// <summary>Order types by the venue's spelling, less the underscores.</summary>
public enum OrderKind
{
    Limit,
    Market,
    StopLoss,
    StopLossLimit,
    TakeProfit,
    TakeProfitLimit,
    LimitMaker,
}

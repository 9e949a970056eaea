namespace Trading.ExchangeSimulator.Engine.Matching;

internal enum OrderState
{
    New,
    PartiallyFilled,
    Filled,
    Canceled,
    Rejected,
    Expired,
}

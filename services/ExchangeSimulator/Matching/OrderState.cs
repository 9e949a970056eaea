namespace Trading.ExchangeSimulator.Matching;

public enum OrderState
{
    New,
    PartiallyFilled,
    Filled,
    Canceled,
    Rejected,
    Expired,
}

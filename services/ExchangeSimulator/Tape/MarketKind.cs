namespace Trading.ExchangeSimulator.Tape;

public enum MarketKind
{
    Spot,

    /// <summary>USDT-margined perpetual futures.</summary>
    Usdm,
}

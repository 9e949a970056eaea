namespace Trading.ExchangeSimulator.Engine.Markets;

internal enum MarketKind
{
    Spot,

    /// <summary>USDT-margined perpetual futures.</summary>
    Usdm,
}

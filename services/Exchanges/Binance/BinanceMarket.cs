namespace Trading.Exchanges.Binance;

/// <summary>The two markets that this adapter speaks; they differ in paths, weights and limits.</summary>
public enum BinanceMarket
{
    Spot = 0,

    /// <summary>USDT-margined futures.</summary>
    Usdm = 1,
}

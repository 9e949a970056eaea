namespace Trading.ExchangeSimulator.Tape;

/// <summary>Price series of a perpetual that are not traded.</summary>
public enum PriceSeries
{
    Mark,
    Index,
    Premium,
}

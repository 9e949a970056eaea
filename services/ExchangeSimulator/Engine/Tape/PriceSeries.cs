namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>Price series of a perpetual that are not traded.</summary>
internal enum PriceSeries
{
    Mark,
    Index,
    Premium,
}

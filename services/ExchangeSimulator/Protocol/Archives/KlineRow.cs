using Trading.ExchangeSimulator.Engine.Tape;

namespace Trading.ExchangeSimulator.Protocol.Archives;

/// <summary>One kline as the venue tells it.</summary>
/// <param name="Candle">Of the tape; only its open time where the bar is recorded.</param>
/// <param name="Recorded">The recorded line in the archives' layout, served as it is; null for a bar of the tape.</param>
internal readonly record struct KlineRow(Candle Candle, string? Recorded);

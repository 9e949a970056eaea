using Trading.ExchangeSimulator.Tape;

namespace Trading.ExchangeSimulator.Venue;

/// <summary>One kline as the venue tells it.</summary>
/// <param name="Candle">Of the tape; only its open time where the bar is recorded.</param>
/// <param name="Recorded">The recorded line in the archives' layout, served as it is; null for a bar of the tape.</param>
public readonly record struct KlineRow(Candle Candle, string? Recorded);

using Trading.Contracts;

namespace Trading.Exchanges.Venues;

/// <summary>What the venue trades and how much it may be asked.</summary>
/// <param name="ServerTime">UTC.</param>
/// <param name="WeightPerMinute">Request weight per minute and IP; null when it was not stated.</param>
public sealed record ExchangeInfo(DateTime ServerTime, int? WeightPerMinute, IReadOnlyList<Instrument> Instruments);

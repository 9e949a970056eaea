using Trading.Contracts;

namespace Trading.ExchangeSimulator.Rest;

/// <summary>What a kline request asks for; times in µs.</summary>
public readonly record struct KlineRange(BarInterval Interval, long? StartUs, long? EndUs, int Limit);

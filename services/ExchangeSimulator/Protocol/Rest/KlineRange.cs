using Trading.Contracts;

namespace Trading.ExchangeSimulator.Protocol.Rest;

/// <summary>What a kline request asks for; times in µs.</summary>
internal readonly record struct KlineRange(BarInterval Interval, long? StartUs, long? EndUs, int Limit);

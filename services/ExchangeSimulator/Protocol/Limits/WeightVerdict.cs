namespace Trading.ExchangeSimulator.Protocol.Limits;

/// <param name="Used">Weight used in the running minute, as the response header tells it.</param>
/// <param name="Until">When the refusal ends.</param>
internal readonly record struct WeightVerdict(int Used, bool IsLimited, DateTimeOffset Until, bool IsBanned);

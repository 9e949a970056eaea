namespace Trading.ExchangeSimulator.Rest;

/// <param name="Used">Weight used in the running minute, as the response header tells it.</param>
/// <param name="Until">When the refusal ends.</param>
public readonly record struct WeightVerdict(int Used, bool IsLimited, DateTimeOffset Until, bool IsBanned);

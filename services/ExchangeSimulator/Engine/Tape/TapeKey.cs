namespace Trading.ExchangeSimulator.Engine.Tape;

/// <summary>What a tape is searched by; all three rise along it.</summary>
internal enum TapeKey
{
    Id,
    AggregateId,
    Time,
}

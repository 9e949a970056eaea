namespace Trading.ExchangeSimulator.Tape;

/// <summary>What a tape is searched by; all three rise along it.</summary>
public enum TapeKey
{
    Id,
    AggregateId,
    Time,
}

namespace Trading.Contracts;

/// <summary>Trades of one symbol in the order of their ids: never empty, deduplicated, each published once by a healthy feed.</summary>
public sealed record TicksPublished
{
    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required Trade[] Ticks { get; init; }
}

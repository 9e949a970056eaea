namespace Trading.Contracts;

/// <summary>An opportunity that the scanner saw: advice, never an order.</summary>
public sealed record SignalRaised
{
    public required Guid SignalId { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required Side Side { get; init; }

    /// <summary>0 to 100.</summary>
    public required double Score { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Confidence { get; init; }

    public required string Explanation { get; init; }

    public required DateTime RaisedAt { get; init; }
}

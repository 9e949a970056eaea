namespace Trading.Contracts;

/// <summary>
/// How far a download job is: sent at every change of its state, and at most once a second while it runs. It tells, the job itself is
/// what <c>GET /downloads/{id}</c> answers; a message that is lost or comes twice changes nothing.
/// </summary>
public sealed record DownloadProgressed
{
    public required Guid JobId { get; init; }

    public required string Venue { get; init; }

    public required string[] Symbols { get; init; }

    public required MarketDataKind Kind { get; init; }

    /// <summary>Of bars.</summary>
    public BarInterval? Interval { get; init; }

    public required DownloadState State { get; init; }

    /// <summary>0 to 1.</summary>
    public required decimal Progress { get; init; }

    /// <summary>Rows that were missing when the job (last) started, as far as they are known.</summary>
    public required long Expected { get; init; }

    /// <summary>Rows of <see cref="Expected"/> that are dealt with.</summary>
    public required long Done { get; init; }

    /// <summary>Rows stored that had not been there, over all starts.</summary>
    public required long Items { get; init; }

    /// <summary>Rows stored per second since the job (last) started, up to its end; 0 before.</summary>
    public required decimal RowsPerSecond { get; init; }

    /// <summary>Request weight used, over all starts.</summary>
    public required long WeightUsed { get; init; }

    /// <summary>UTC; null while the pace is unknown and when the job is over.</summary>
    public DateTime? Eta { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Error { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }
}

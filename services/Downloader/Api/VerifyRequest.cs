using Trading.Contracts;
using Trading.Downloader.Planning;

namespace Trading.Downloader.Api;

/// <summary>What to certify, or to heal: one symbol in [<see cref="Start"/>, <see cref="End"/>).</summary>
internal sealed record VerifyRequest
{
    /// <summary>Name of a known venue; it may be left out where the run has one.</summary>
    public string Venue { get; init; } = "";

    public required string Symbol { get; init; }

    public DownloadKind Kind { get; init; }

    /// <summary>Needed for bars.</summary>
    public BarInterval? Interval { get; init; }

    public BarSeries Series { get; init; }

    /// <summary>UTC, inclusive.</summary>
    public required DateTime Start { get; init; }

    /// <summary>UTC, exclusive.</summary>
    public required DateTime End { get; init; }

    /// <summary>Healing: look for files that have been replaced since they were read, too.</summary>
    public bool Recheck { get; init; }

    public DownloadRequest ToDownload() => new()
    {
        Venue = Venue,
        Kind = Kind,
        Symbols = [Symbol.Trim().ToUpperInvariant()],
        Interval = Interval,
        Series = Series,
        Start = Start,
        End = End,
        Recheck = Recheck,
    };
}

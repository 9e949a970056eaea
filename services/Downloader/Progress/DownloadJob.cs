using Trading.Contracts;
using Trading.Downloader.Planning;

namespace Trading.Downloader.Progress;

/// <summary>A durable download. Its counters are those of the last lease renewal, at most some seconds old.</summary>
internal sealed record DownloadJob
{
    public required Guid Id { get; init; }

    public required DownloadRequest Request { get; init; }

    public required DownloadState State { get; init; }

    public required DateTime CreatedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    /// <summary>Rows that were missing when the job (last) started.</summary>
    public long Expected { get; init; }

    /// <summary>Rows of <see cref="Expected"/> that are dealt with.</summary>
    public long Done { get; init; }

    /// <summary>Rows stored that had not been there, over all starts.</summary>
    public long Items { get; init; }

    public long WeightUsed { get; init; }

    /// <summary>Pace while it runs.</summary>
    public double RowsPerSecond { get; init; }

    /// <summary>When it would end at that pace, UTC; null until there is one.</summary>
    public DateTime? Eta { get; init; }

    /// <summary>Times that a worker took it since it last stored rows.</summary>
    public int Attempts { get; init; }

    public string Plan { get; init; } = "";

    public string? Error { get; init; }

    public DownloadOutcome? Outcome { get; init; }

    public bool IsOver => State is DownloadState.Completed or DownloadState.Failed or DownloadState.Cancelled;

    /// <summary>0 to 1.</summary>
    public double Progress => State == DownloadState.Completed ? 1 : Expected == 0 ? 0 : Math.Min(1, (double)Done / Expected);
}

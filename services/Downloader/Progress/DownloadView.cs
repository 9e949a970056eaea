using Trading.Contracts;
using Trading.Downloader.Planning;

namespace Trading.Downloader.Progress;

/// <summary>A job as the API shows it.</summary>
/// <param name="Progress">0 to 1.</param>
/// <param name="Items">Rows stored that had not been there.</param>
/// <param name="Eta">UTC; null while the pace is unknown and when the job is over.</param>
internal sealed record DownloadView(
    Guid Id,
    DownloadState State,
    double Progress,
    long Expected,
    long Done,
    long Items,
    double RowsPerSecond,
    long WeightUsed,
    DateTime? Eta,
    string Plan,
    string? Error,
    IReadOnlyList<SymbolOutcome>? Symbols,
    DateTime CreatedAt,
    DateTime? FinishedAt,
    DownloadRequest Request)
{
    /// <summary>With the live counters when the job runs in this process, else with those that its worker wrote down last.</summary>
    public static DownloadView Of(DownloadJob job, DownloadProgress? live, TimeProvider time) => new(
        job.Id,
        job.State,
        Math.Round(job.IsOver || live is null ? job.Progress : live.Ratio, 4),
        live?.Expected ?? job.Expected,
        live?.Done ?? job.Done,
        live is null ? job.Items : job.IsOver ? job.Items : Math.Max(job.Items, live.Items),
        Math.Round(live?.RowsPerSecond ?? (job.State == DownloadState.Running ? job.RowsPerSecond : 0), 1),
        live is null ? job.WeightUsed : Math.Max(job.WeightUsed, live.WeightUsed),
        job.State != DownloadState.Running ? null : live is null ? job.Eta : time.GetUtcNow().UtcDateTime + live.TimeLeft,
        live?.Plan ?? job.Plan,
        job.Error,
        job.Outcome?.Symbols,
        job.CreatedAt,
        job.FinishedAt,
        job.Request);
}

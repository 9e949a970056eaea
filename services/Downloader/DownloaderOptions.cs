using System.ComponentModel.DataAnnotations;
using Trading.ServiceDefaults.Databases;

namespace Trading.Downloader;

/// <summary>How history is fetched. Section <c>Downloader</c>.</summary>
internal sealed class DownloaderOptions
{
    public const string Section = "Downloader";

    /// <summary>Jobs that run at the same time in this process; they share the venue's weight fairly by symbol.</summary>
    [Range(1, 64)]
    public int ConcurrentJobs { get; set; } = 4;

    /// <summary>Requests in flight per symbol. More hides latency better; the weight limit stays the ceiling.</summary>
    [Range(1, 32)]
    public int RequestsInFlight { get; set; } = 8;

    /// <summary>A worker that has not renewed its lease for so long is taken for dead, and its job goes to another.</summary>
    [Range(2, 3600)]
    public int LeaseSeconds { get; set; } = 15;

    /// <summary>How often a worker looks for jobs that another process queued.</summary>
    [Range(50, 60_000)]
    public int PollIntervalMs { get; set; } = 1000;

    /// <summary>How often open gaps of the ledger are looked for, in case a message was lost.</summary>
    [Range(1, 3600)]
    public int GapSweepSeconds { get; set; } = 15;

    /// <summary>Base of the published archives; null: the venue's own public host, or the simulator's <c>/data</c>.</summary>
    public Uri? ArchiveUrl { get; set; }

    /// <summary>Folder for archives while they are read, and under <c>quarantine</c> for those that proved bad.</summary>
    [Required]
    public string ArchiveDirectory { get; set; } = DataFolder.PathOf("archives");
}

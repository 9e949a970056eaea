namespace Trading.Contracts;

/// <summary>Where a download job stands.</summary>
public enum DownloadState
{
    Queued = 0,
    Running = 1,
    Completed = 2,
    Failed = 3,
    Cancelled = 4,
}

namespace Trading.Downloader.Telemetry;

internal static partial class DownloaderLog
{
    [LoggerMessage(4001, LogLevel.Information, "Download {JobId} starts: {Kind} of {Symbols} on {Venue}, {Start:O} to {End:O}")]
    public static partial void JobStarts(
        this ILogger logger, Guid jobId, string kind, string symbols, string venue, DateTime start, DateTime end);

    [LoggerMessage(4002, LogLevel.Information, "Download {JobId} ends {State}: {Items} rows stored, weight {Weight}, {ElapsedMs} ms")]
    public static partial void JobEnds(this ILogger logger, Guid jobId, string state, long items, long weight, long elapsedMs);

    [LoggerMessage(4003, LogLevel.Information, "Download of {Symbol}: {Plan}")]
    public static partial void Planned(this ILogger logger, string symbol, string plan);

    [LoggerMessage(4004, LogLevel.Warning, "Download of {Symbol} stops short: {Reason}")]
    public static partial void StoppedShort(this ILogger logger, string symbol, string reason);

    [LoggerMessage(4005, LogLevel.Warning, "Download {JobId} lost its lease: another worker has it now")]
    public static partial void LeaseLost(this ILogger logger, Guid jobId);

    [LoggerMessage(4006, LogLevel.Error, "The download worker failed and starts again in {DelayMs} ms")]
    public static partial void WorkerFailed(this ILogger logger, Exception exception, long delayMs);

    [LoggerMessage(4007, LogLevel.Warning, "Archive {Path} is bad: {Reason}; kept in {Quarantine}")]
    public static partial void ArchiveQuarantined(this ILogger logger, string path, string reason, string quarantine);

    [LoggerMessage(4008, LogLevel.Information, "Gap {GapId} of {Symbol} ({Kind}) is {State}: {Items} rows")]
    public static partial void GapEnded(this ILogger logger, Guid gapId, string symbol, string kind, string state, long items);

    [LoggerMessage(4009, LogLevel.Warning, "Gap {GapId} of {Symbol} stays open: {Reason}")]
    public static partial void GapStaysOpen(this ILogger logger, Guid gapId, string symbol, string reason);

    /// <param name="status">HTTP status; 0 when there was no answer.</param>
    [LoggerMessage(EventId = 4010, Message = "{RequestId} {Endpoint} attempt {Attempt}: {Status} in {ElapsedMs} ms, of {Path}")]
    public static partial void ArchiveAnswered(
        this ILogger logger, LogLevel level, string requestId, string endpoint, int attempt, int status, long elapsedMs, string path);

    [LoggerMessage(4011, LogLevel.Warning, "{RequestId} {Endpoint} attempt {Attempt} failed: {Reason}; next attempt in {BackoffMs} ms")]
    public static partial void ArchiveRetrying(
        this ILogger logger, string requestId, string endpoint, int attempt, string reason, long backoffMs);

    [LoggerMessage(4012, LogLevel.Warning, "{RequestId} fetch {Fetch} is bad: its sha256 is {Found}, published is {Expected}")]
    public static partial void ArchiveDiffers(this ILogger logger, string requestId, int fetch, string found, string expected);

    [LoggerMessage(4013, LogLevel.Warning, "{RequestId} {Endpoint} ends without a result after attempt {Attempt}: {Reason}")]
    public static partial void ArchiveGivenUp(this ILogger logger, string requestId, string endpoint, int attempt, string reason);

    [LoggerMessage(4014, LogLevel.Warning, "Progress of download {JobId} could not be published: {Reason}")]
    public static partial void ProgressLost(this ILogger logger, Guid jobId, string reason);

    [LoggerMessage(4015, LogLevel.Information, "Archive {File}, left by a process that was killed, is deleted")]
    public static partial void LeftoverDeleted(this ILogger logger, string file);

    [LoggerMessage(4016, LogLevel.Warning, "Download {JobId} failed in attempt {Attempt}: {Reason}; the next attempt is in {DelayMs} ms")]
    public static partial void JobRetries(this ILogger logger, Guid jobId, int attempt, string reason, long delayMs);

    [LoggerMessage(4017, LogLevel.Error, "Download {JobId} met a fault that is not known")]
    public static partial void JobFailed(this ILogger logger, Exception exception, Guid jobId);

    [LoggerMessage(4018, LogLevel.Warning, "The backfill of gap {GapId} is refused: {Problem}")]
    public static partial void BackfillRefused(this ILogger logger, Guid gapId, string problem);
}

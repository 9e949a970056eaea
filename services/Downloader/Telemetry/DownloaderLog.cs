namespace Trading.Downloader.Telemetry;

internal static partial class DownloaderLog
{
    [LoggerMessage(4001, LogLevel.Information, "Download {JobId} starts: {Kind} of {Symbols} on {Venue}, {Start:O} to {End:O}")]
    public static partial void JobStarts(this ILogger logger, Guid jobId, string kind, string symbols, string venue, DateTime start, DateTime end);

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
}

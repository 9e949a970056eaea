using Microsoft.Extensions.Logging;

namespace Trading.Exchanges.Transport;

internal static partial class RestLog
{
    /// <param name="status">HTTP status; 0 when there was no answer.</param>
    /// <param name="waitMs">How long the weight gate held the attempt back before.</param>
    [LoggerMessage(
        EventId = 2001,
        Message =
            "{RequestId} {Endpoint} attempt {Attempt}: {Status} in {ElapsedMs} ms after a wait of {WaitMs} ms, the venue counts a weight "
                + "of {Used}")]
    public static partial void Answered(
        this ILogger logger, LogLevel level, string requestId, string endpoint, int attempt, int status, long elapsedMs, long waitMs,
        int used);

    [LoggerMessage(
        2002, LogLevel.Warning, "{RequestId} {Endpoint} attempt {Attempt} failed ({Failure}): {Reason}; next attempt in {BackoffMs} ms")]
    public static partial void Retrying(
        this ILogger logger, string requestId, string endpoint, int attempt, VenueFailure failure, string reason, long backoffMs);

    [LoggerMessage(2004, LogLevel.Warning, "{RequestId} {Endpoint} ends without a result after attempt {Attempt} ({Failure}): {Reason}")]
    public static partial void GaveUp(
        this ILogger logger, string requestId, string endpoint, int attempt, VenueFailure failure, string reason);

    [LoggerMessage(2003, LogLevel.Warning, "{RequestId} {Endpoint}: the venue said {Status}; every request to it waits until {Until:O}")]
    public static partial void Paused(this ILogger logger, string requestId, string endpoint, int status, DateTime until);
}

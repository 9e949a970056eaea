using Microsoft.Extensions.Logging;

namespace Trading.ServiceDefaults.Metrics;

internal static partial class MetricsLog
{
    [LoggerMessage(
        EventId = 1101, EventName = "MetricsListening", Level = LogLevel.Information, Message = "Metrics are served on {Url}/metrics")]
    public static partial void Listening(ILogger logger, string url);

    [LoggerMessage(
        EventId = 1102,
        EventName = "MetricsNotBound",
        Level = LogLevel.Error,
        Message = "Metrics cannot be served on {Url}; the service goes on without them")]
    public static partial void NotBound(ILogger logger, Exception exception, string url);
}

using Microsoft.Extensions.Logging;

namespace Trading.ServiceDefaults.Redis;

internal static partial class RedisLog
{
    [LoggerMessage(EventId = 1201, EventName = "RedisConnected", Level = LogLevel.Information, Message = "Redis at {Endpoint} answers")]
    public static partial void Connected(ILogger logger, string endpoint);

    [LoggerMessage(
        EventId = 1202,
        EventName = "RedisAway",
        Level = LogLevel.Warning,
        Message = "Redis at {Endpoint} does not answer ({Reason}); reads miss and writes are skipped until it does")]
    public static partial void Away(ILogger logger, string endpoint, string reason);
}

using Microsoft.Extensions.Logging;

namespace Trading.ServiceDefaults.Messaging;

internal static partial class MessagingLog
{
    [LoggerMessage(
        EventId = 1501,
        EventName = "QueueDepthUnknown",
        Level = LogLevel.Warning,
        Message = "The broker does not say how long its queues are: {Reason}")]
    public static partial void DepthUnknown(ILogger logger, string reason);
}

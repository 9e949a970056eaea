namespace Trading.WebConsole;

internal static partial class ConsoleLog
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning, Message = "{Topic} cannot be read: {Problem}")]
    public static partial void TopicLost(this ILogger logger, string topic, string problem);

    [LoggerMessage(EventId = 7002, Level = LogLevel.Information, Message = "{Topic} is read again")]
    public static partial void TopicBack(this ILogger logger, string topic);

    [LoggerMessage(
        EventId = 7003,
        Level = LogLevel.Warning,
        Message = "The product's events cannot be entered into the alert inbox; the next look tries again")]
    public static partial void EventsNotStored(this ILogger logger, Exception error);
}

using Microsoft.Extensions.Logging;

namespace Trading.ServiceDefaults.Requests;

internal static partial class RequestLog
{
    [LoggerMessage(1601, LogLevel.Information, "{Method} {Route}: {Status} in {ElapsedMs} ms", EventName = "RequestAnswered")]
    public static partial void Answered(this ILogger logger, string method, string route, int status, double elapsedMs);
}

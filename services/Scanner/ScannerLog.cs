namespace Trading.Scanner;

internal static partial class ScannerLog
{
    [LoggerMessage(1, LogLevel.Warning, "This scan failed: the database or the broker did not answer")]
    public static partial void ScanFailed(this ILogger logger, Exception exception);
}

using Microsoft.Extensions.Logging;

namespace Trading.ServiceDefaults.Databases;

internal static partial class DatabaseLog
{
    [LoggerMessage(EventId = 1301, EventName = "DatabaseAwaited", Level = LogLevel.Warning, Message = "The database of schema {Schema} does not answer yet ({Reason}); waiting up to {Seconds} s")]
    public static partial void Awaited(ILogger logger, string schema, string reason, double seconds);

    [LoggerMessage(EventId = 1302, EventName = "SchemaMigrated", Level = LogLevel.Information, Message = "Schema {Schema} went from version {From} to {To}")]
    public static partial void Migrated(ILogger logger, string schema, int from, int to);
}

using Microsoft.Extensions.Logging;

namespace Trading.ServiceDefaults.Databases;

internal static partial class DatabaseLog
{
    [LoggerMessage(
        EventId = 1301,
        EventName = "DatabaseAwaited",
        Level = LogLevel.Warning,
        Message = "The database of schema {Schema} does not answer yet ({Reason}); waiting up to {Seconds} s")]
    public static partial void Awaited(ILogger logger, string schema, string reason, double seconds);

    [LoggerMessage(
        EventId = 1302,
        EventName = "SchemaMigrated",
        Level = LogLevel.Information,
        Message = "Schema {Schema} went from version {From} to {To}")]
    public static partial void Migrated(ILogger logger, string schema, int from, int to);

    [LoggerMessage(
        EventId = 1303,
        EventName = "DatabaseInspected",
        Level = LogLevel.Information,
        Message = "The file of schema {Schema} is whole: {Megabytes} MB read in {Milliseconds} ms")]
    public static partial void Inspected(ILogger logger, string schema, double megabytes, long milliseconds);

    [LoggerMessage(
        EventId = 1304,
        EventName = "DatabaseInspectedInPart",
        Level = LogLevel.Warning,
        Message = "The file of schema {Schema} ({Megabytes} MB) is too large to be read to its end within {Seconds} s; damage "
            + "in the rest is found when it is read")]
    public static partial void InspectedInPart(ILogger logger, string schema, double megabytes, double seconds);

    [LoggerMessage(
        EventId = 1305, EventName = "DatabaseDamaged", Level = LogLevel.Critical, Message = "{Damage} Nothing is served from it")]
    public static partial void Damaged(ILogger logger, string damage);

    [LoggerMessage(
        EventId = 1306,
        EventName = "DatabaseDamageNotFound",
        Level = LogLevel.Error,
        Message = "A query found a database damaged, an inspection of every file did not")]
    public static partial void DamageNotFound(ILogger logger);
}

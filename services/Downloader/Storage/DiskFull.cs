using Microsoft.Data.Sqlite;

namespace Trading.Downloader.Storage;

/// <summary>A full disk, as each layer tells of it. Trying again at once does not help.</summary>
internal static class DiskFull
{
    private const int SqliteFull = 13;
    private const int SqliteInputOutput = 10;
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x8007_0070);

    /// <summary>Which disk is full, in words; null when the fault is another.</summary>
    public static string? Describe(Exception exception) => exception switch
    {
        SqliteException { SqliteErrorCode: SqliteFull } or Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.DiskFull }
            => "the disk of the database is full",
        SqliteException { SqliteErrorCode: SqliteInputOutput } => $"the disk of the database is full or fails: {exception.Message}",
        IOException { HResult: NoSpaceOnUnix or NoSpaceOnWindows } => $"the disk is full: {exception.Message}",
        _ => null,
    };
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using Trading.Exchanges.Binance.Rest;

namespace Trading.Downloader.CommandLine;

/// <summary>Faults that a person is told of in one line.</summary>
internal static class Faults
{
    private const int SqliteFull = 13;

    public static bool IsExpected(Exception exception) => exception is VenueException || IsStorage(exception);

    public static bool IsStorage(Exception exception) => exception is DbException or IOException or UnauthorizedAccessException;

    public static int ExitCodeOf(Exception exception) =>
        exception is VenueException { Failure: VenueFailure.UnknownSymbol } ? ExitCode.WrongUse : ExitCode.Failed;

    public static string Describe(Exception exception) => OneLine(exception switch
    {
        SqliteException { SqliteErrorCode: SqliteFull } => "the disk of the database is full",
        Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.DiskFull } => "the disk of the database is full",
        DbException => $"the database failed: {exception.Message}",
        _ => exception.Message,
    });

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

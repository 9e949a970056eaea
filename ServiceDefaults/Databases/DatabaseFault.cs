using Microsoft.Data.Sqlite;
using Npgsql;

namespace Trading.ServiceDefaults.Databases;

/// <summary>Faults of a database that waiting does not mend, in words.</summary>
internal static class DatabaseFault
{
    private const int NotAllowed = 3;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>What is wrong and what to do, one line; null when the fault is another.</summary>
    public static string? Explain(Exception fault) => fault switch
    {
        DatabaseDamagedException => fault.Message,
        SqliteException sqlite => sqlite.SqliteErrorCode switch
        {
            Corrupt or NotADatabase => "The database file is damaged or is no SQLite file: restore it from a backup.",
            ReadOnly or NotAllowed =>
                "The database file cannot be written: check the rights of the file, of its folder and of its file system.",
            CannotOpen => "The database file cannot be opened: check that Database:Directory is a folder that may be written.",
            Full => "The disk of the database is full: free some of it.",
            InputOutput => $"The disk of the database fails or is full: {sqlite.Message}",
            _ => null,
        },
        PostgresException postgres => postgres.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"PostgreSQL refuses the user or the password of Database:ConnectionString: {postgres.MessageText}",
            PostgresErrorCodes.InvalidCatalogName => $"PostgreSQL lacks the database of Database:ConnectionString: {postgres.MessageText}",
            PostgresErrorCodes.InsufficientPrivilege =>
                $"The user of Database:ConnectionString lacks a right in PostgreSQL: {postgres.MessageText}",
            PostgresErrorCodes.ReadOnlySqlTransaction => "PostgreSQL is read-only: Database:ConnectionString must name the primary server.",
            PostgresErrorCodes.DiskFull => "The disk of PostgreSQL is full: free some of it.",
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
                $"The data of PostgreSQL is damaged: {postgres.MessageText}",
            _ => null,
        },
        _ => null,
    };

    /// <summary>The file that was read is not what SQLite wrote.</summary>
    public static bool IsDamage(Exception fault) =>
        fault is DatabaseDamagedException or SqliteException { SqliteErrorCode: Corrupt or NotADatabase };
}

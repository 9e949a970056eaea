using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Trading.ServiceDefaults.Databases;

/// <summary>What a look at the pages of a SQLite file found.</summary>
/// <param name="Damage">The first thing that is wrong; null when nothing was found.</param>
/// <param name="IsWhole">False when the time was over before the end of the file.</param>
internal sealed record SqliteInspection(string? Damage, bool IsWhole)
{
    private const int Interrupted = 9;

    /// <summary>Reads the file page by page, from the disk and not from a cache, until <paramref name="limit"/> is over.</summary>
    /// <param name="thorough">Compares indexes with their tables too, which takes longer.</param>
    public static async Task<SqliteInspection> RunAsync(string file, bool thorough, TimeSpan limit, TimeProvider time)
    {
        if (!File.Exists(file))
        {
            return new SqliteInspection(Damage: null, IsWhole: true);
        }

        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = thorough ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)";
            await using var timer = time.CreateTimer(
                static handle => raw.sqlite3_interrupt((sqlite3)handle!), connection.Handle, limit, Timeout.InfiniteTimeSpan);
            var answer = Convert.ToString(await Task.Run(command.ExecuteScalar), CultureInfo.InvariantCulture);
            return new SqliteInspection(answer == "ok" ? null : answer?.ReplaceLineEndings(" "), IsWhole: true);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode == Interrupted)
        {
            return new SqliteInspection(Damage: null, IsWhole: false);
        }
        catch (SqliteException fault) when (DatabaseFault.IsDamage(fault))
        {
            return new SqliteInspection(fault.Message, IsWhole: true);
        }
    }
}

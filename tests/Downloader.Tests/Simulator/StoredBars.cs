using Microsoft.Data.Sqlite;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>Looks into a SQLite store past all code of the product.</summary>
internal static class StoredBars
{
    /// <summary>Rows of the table of bars, and open times among them: more rows than times is something stored twice.</summary>
    public static async Task<(int Rows, int Times)> CountAsync(string folder)
    {
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = Directory.GetFiles(folder, "market*.db").Single(),
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        await using var database = new SqliteConnection(connection.ConnectionString);
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = "SELECT count(*), count(DISTINCT open_time) FROM bars";
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt32(0), reader.GetInt32(1));
    }
}

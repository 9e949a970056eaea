using System.Data.Common;
using System.Text.Json;
using Trading.Scanner.Scans;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Json;

namespace Trading.Scanner.Storage;

/// <summary>The latest scan of each symbol, so that a restart has something to show.</summary>
internal sealed class ScanTable(DatabaseFactory databases)
{
    private Database Database => databases.For(ScannerSchema.Name);

    public async Task SaveAsync(ScanResult result, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("scanner.scans.save");
        await using var connection = await Database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "INSERT INTO latest_scans (venue, symbol, result) VALUES (@venue, @symbol, @result) "
            + "ON CONFLICT (venue, symbol) DO UPDATE SET result = excluded.result";
        Add(command, "venue", result.Venue);
        Add(command, "symbol", result.Symbol);
        Add(command, "result", JsonSerializer.Serialize(result, ProductJson.Options));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Best first.</summary>
    public async Task<IReadOnlyList<ScanResult>> LatestAsync(string venue, CancellationToken cancellationToken)
    {
        using var timer = Database.Time("scanner.scans.list");
        await using var connection = await Database.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT result FROM latest_scans WHERE venue = @venue";
        Add(command, "venue", venue);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var results = new List<ScanResult>();
        while (await reader.ReadAsync(cancellationToken))
        {
            results.Add(JsonSerializer.Deserialize<ScanResult>(reader.GetString(0), ProductJson.Options)!);
        }

        return [.. results.OrderByDescending(result => result.GemScore).ThenBy(result => result.Symbol, StringComparer.Ordinal)];
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}

using Trading.Scanner.Features;
using Trading.ServiceDefaults.Databases;

namespace Trading.Scanner.Storage;

/// <summary>The latest scan of each symbol, so that a restart has something to show.</summary>
internal sealed class ScanTable(DatabaseFactory databases)
{
    private Database Database => databases.For(ScannerSchema.Name);

    public async Task SaveAsync(ScanResult result, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("scanner.scans.save", cancellationToken);
        await session.ExecuteAsync(
            new(
                "INSERT INTO latest_scans (venue, symbol, result) VALUES (@venue, @symbol, @result) "
                + "ON CONFLICT (venue, symbol) DO UPDATE SET result = excluded.result",
                ("venue", result.Venue), ("symbol", result.Symbol), ("result", StoredValue.Json(result))),
            cancellationToken);
    }

    /// <summary>Best first.</summary>
    public async Task<IReadOnlyList<ScanResult>> LatestAsync(IEnumerable<string> venues, CancellationToken cancellationToken)
    {
        await using var session = await Database.SessionAsync("scanner.scans.list", cancellationToken);
        var results = new List<ScanResult>();
        foreach (var venue in venues)
        {
            results.AddRange(await session.QueryAsync(
                new("SELECT result FROM latest_scans WHERE venue = @venue", ("venue", venue)),
                row => row.Json<ScanResult>(0),
                cancellationToken));
        }

        return [.. results.OrderByDescending(result => result.GemScore).ThenBy(result => result.Symbol, StringComparer.Ordinal)];
    }
}

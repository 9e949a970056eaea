using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Trading.Testing;
using Trading.Testing.Api;

namespace Trading.AllInOne.Tests.Gate;

/// <summary>
/// The whole product in this process on SQLite, with a tape that stands still and nothing scheduled: what changes in its tables was
/// changed by a request.
/// </summary>
internal sealed class GateHost : IAsyncDisposable
{
    /// <summary>
    /// Bars close by the clock, after the trades that orders made; balances are read from the venue every ten minutes at least. The trades
    /// and fills themselves are compared.
    /// </summary>
    private static readonly string[] ChangedByTime = ["market.bars", "market.window_bars", "orders.accounts"];

    private readonly WholeSystem _system;

    private GateHost(WholeSystem system) => _system = system;

    public Uri Product => _system.Services.BaseAddress!;

    public Uri Simulator => _system.Venue.BaseAddress!;

    public static async Task<GateHost> StartAsync() => new(await WholeSystem.StartAsync(
        "--Simulator:TradesPerSecond=0",
        "--Simulator:UsdmTradesPerSecond=0",
        "--Paper:Default:Enabled=false",
        "--Paper:EquityIntervalSeconds=86400",
        "--Paper:MaxStrategies=20",
        "--Scanner:PeriodSeconds=0",
        "--Orders:AccountSyncIntervalMs=600000",
        "--AlertInbox:EventPollMs=3600000",
        "--Logging:LogLevel:Default=Critical"));

    public string Key(string role) => _system.Key(role);

    /// <summary>Every operation of every document that the running system serves.</summary>
    public async Task<IReadOnlyList<ApiOperation>> OperationsAsync(HttpClient http)
    {
        List<ApiOperation> found = [];
        foreach (var server in new[] { Product, Simulator }.Distinct())
        {
            using var document = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(server, "/openapi/v1.json")));
            found.AddRange(ApiOperation.Of(server, document.RootElement.Clone()));
        }

        return found;
    }

    /// <summary>Hash of every row of every table and of the simulator's ledger, by table, once two readings in a row agree and every message is published.</summary>
    public async Task<IReadOnlyDictionary<string, string>> StateAsync(HttpClient http)
    {
        var last = await ReadStateAsync(http);
        await Poll.UntilAsync(
            async () =>
            {
                var before = last;
                last = await ReadStateAsync(http);
                var unpublished = last["orders.outbox"].StartsWith("0 rows", StringComparison.Ordinal) ? Enumerable.Empty<string>() : ["orders.outbox is not empty"];
                return string.Join(", ", [.. Differences(before, last), .. unpublished]);
            },
            differing => differing.Length == 0,
            TimeSpan.FromMinutes(1),
            "the tables stand still");
        return last;
    }

    public static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        [.. before.Keys.Union(after.Keys, StringComparer.Ordinal).Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name)).Except(ChangedByTime, StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync() => await _system.DisposeAsync();

    private async Task<IReadOnlyDictionary<string, string>> ReadStateAsync(HttpClient http)
    {
        var state = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_system.DatabaseFolder, "*.db"))
        {
            await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            await connection.OpenAsync();
            foreach (var table in await TablesAsync(connection))
            {
                state[$"{Path.GetFileNameWithoutExtension(file)}.{table}"] = await HashAsync(connection, table);
            }
        }

        using var ledger = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(Simulator, "/simulator/ledger")));
        foreach (var part in (string[])["orderRequestCount", "orderRequests", "fillCount", "fills"])
        {
            state[$"ledger.{part}"] = ledger.RootElement.GetProperty(part).GetRawText();
        }

        // Not its book's update id and time: the makers requote while nothing trades.
        state["ledger.tape"] = string.Join(' ', ledger.RootElement.GetProperty("symbols").EnumerateArray()
            .Select(symbol => $"{symbol.GetProperty("market")} {symbol.GetProperty("symbol")} {symbol.GetProperty("count")} {symbol.GetProperty("hash")}"));

        return state;
    }

    private static async Task<List<string>> TablesAsync(SqliteConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
        await using var reader = await command.ExecuteReaderAsync();
        List<string> names = [];
        while (await reader.ReadAsync())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static async Task<string> HashAsync(SqliteConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = 0;
        ulong sum = 0;
        while (await reader.ReadAsync())
        {
            var row = new StringBuilder();
            for (var column = 0; column < reader.FieldCount; column++)
            {
                row.Append(reader.GetName(column)).Append('=').Append(reader.IsDBNull(column) ? "null" : Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)).Append('|');
            }

            // A sum of row hashes: the order of the rows does not matter.
            sum += BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(row.ToString())));
            rows++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{rows} rows {sum:x16}");
    }
}

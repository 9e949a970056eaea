using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>Downloads whose process is killed without warning, again and again.</summary>
public sealed class KillTests(RealServers servers) : IAsyncLifetime
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private static readonly string[] Minutes = ["bars", "--exchange", "BINANCE:BTC/USDT", "--interval", "1m", "--start", "2024-03-01", "--end", "2024-03-20"];

    private SimulatedVenue _venue = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync();
        await _venue.SetFaultsAsync(new { latencyMs = 300, http5xx = 0.05 });
    }

    public ValueTask DisposeAsync() => _venue.DisposeAsync();

    [Fact]
    public async Task A_command_that_is_killed_goes_on_where_it_was_and_stores_nothing_twice()
    {
        for (var kill = 1; kill <= 3; kill++)
        {
            await KillAfterAsync(rows: 2000);
        }

        var left = (await _venue.VerifyAsync("db", Minutes)).GetProperty("missing").EnumerateArray().Sum(hole => hole.GetProperty("count").GetInt32());
        var last = await _venue.RunAsync("db", ["download", .. Minutes, "--source", "rest"]);
        var end = JsonSerializer.Deserialize<JsonElement>(last.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);

        Assert.Equal((0, ""), (last.ExitCode, last.Error));
        Assert.InRange(left, 1, 28_800 - 6000);
        Assert.Equal(left, end.GetProperty("items").GetInt32());
        Assert.Equal((28_800, 28_800), await StoredBars.CountAsync(_venue.PathOf("db")));
        Assert.Equal(0, (await _venue.LimitsAsync()).Bans);
    }

    [Fact]
    public async Task A_service_that_is_killed_loses_its_job_to_another_which_ends_it()
    {
        var database = await servers.CreateDatabaseAsync();
        await using var first = Service("first", database);
        await first.StartAsync();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Api-Key", Key);
        var queued = await http.PostAsJsonAsync(
            new Uri(first.Url, "/downloads"),
            new { venue = "simulator", kind = "bars", symbols = new[] { "BTCUSDT" }, interval = "1m", start = "2024-03-01T00:00:00Z", end = "2024-03-21T00:00:00Z", source = "rest" },
            Cancel);
        var id = (await queued.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetString();
        await Poll.UntilAsync(async () => (await JobAsync(first)).GetProperty("items").GetInt32() > 2000, Deadline);
        await first.KillAsync();

        await using var second = Service("second", database);
        await second.StartAsync();
        var end = await Poll.UntilAsync(() => JobAsync(second), job => job.GetProperty("state").GetString() is "completed" or "failed", Deadline);

        Assert.Equal("completed", end.GetProperty("state").GetString());
        Assert.InRange(end.GetProperty("expected").GetInt32(), 1, 28_800 - 2000);
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand("SELECT count(*) || ' ' || count(DISTINCT open_time) FROM market.bars", connection);
        Assert.Equal("28800 28800", await command.ExecuteScalarAsync(Cancel));

        Task<JsonElement> JobAsync(ServiceProcess service) => http.GetFromJsonAsync<JsonElement>(new Uri(service.Url, $"/downloads/{id}"), Cancel);
    }

    /// <summary>Starts the download and kills it when the venue has answered for so many more rows.</summary>
    private async Task KillAfterAsync(int rows)
    {
        var start = CommandProcess.StartOf(
            "Trading.Downloader.dll",
            Path.GetTempPath(),
            ["download", .. Minutes, "--source", "rest", "--json", "--url", _venue.Url.ToString(), "--database", _venue.PathOf("db")],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Downloader__RequestsInFlight"] = "1" });
        using var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync(Cancel);
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            if (JsonSerializer.Deserialize<JsonElement>(line).GetProperty("items").GetInt32() >= rows)
            {
                break;
            }
        }

        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }

    private ServiceProcess Service(string name, string database)
    {
        var folder = Directory.CreateDirectory(_venue.PathOf(name)).FullName;
        var keys = Path.Combine(folder, "keys");
        File.WriteAllText(keys, $"trader:{Key}\n");
        return new ServiceProcess("Trading.Downloader.dll", folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Venue__RestUrl"] = _venue.Url.ToString(),
            ["Database__Provider"] = "Postgres",
            ["Database__ConnectionString"] = database,
            ["Downloader__RequestsInFlight"] = "1",
            ["Downloader__LeaseSeconds"] = 3.ToString(CultureInfo.InvariantCulture),
            ["Security__KeyFile"] = keys,
        });
    }
}

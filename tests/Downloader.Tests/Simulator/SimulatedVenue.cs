using System.Net.Http.Json;
using System.Text.Json;
using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>
/// The exchange simulator as a process of its own, and the downloader's command line as another: nothing between them but HTTP. The
/// ledger says what the venue really served and refused.
/// </summary>
public sealed class SimulatedVenue : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("trading-history-").FullName;
    private readonly ServiceProcess _process;

    private SimulatedVenue(IEnumerable<(string Name, string Value)> settings)
    {
        var environment = settings.ToDictionary(setting => $"Simulator__{setting.Name}", setting => setting.Value, StringComparer.Ordinal);
        environment.TryAdd("Simulator__BookLevels", "50");
        environment.TryAdd("Simulator__TradesPerSecond", "1");
        environment.TryAdd("Simulator__UsdmTradesPerSecond", "1");
        environment.TryAdd("Logging__LogLevel__Default", "Warning");
        environment["Security__KeyFile"] = PathOf("keys");
        _process = new ServiceProcess("Trading.ExchangeSimulator.dll", Directory.CreateDirectory(PathOf("venue")).FullName, environment);
        Http = new HttpClient { BaseAddress = _process.Url };
    }

    public HttpClient Http { get; }

    public Uri Url => _process.Url;

    public static async Task<SimulatedVenue> StartAsync(params (string Name, string Value)[] settings)
    {
        var venue = new SimulatedVenue(settings);
        await venue._process.StartAsync();
        venue.Http.SendTraderKey(venue.PathOf("keys"));
        return venue;
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Sets all faults at once; what is not named is off.</summary>
    public async Task SetFaultsAsync(object faults)
    {
        using var answer = await Http.PutAsJsonAsync("/simulator/faults", faults);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What the venue has counted for the one address that asked.</summary>
    /// <param name="market"><c>spot</c> or <c>usdm</c>.</param>
    public async Task<(int Refused, int Bans, int ForcedBans, int FullestMinute)> LimitsAsync(string market = "spot")
    {
        var ledger = await Http.GetFromJsonAsync<JsonElement>("/simulator/ledger");
        var limit = ledger.GetProperty("limits").EnumerateArray().Single(limit => limit.GetProperty("market").GetString() == market);
        return (Number("refused"), Number("bans"), Number("forcedBans"), Number("fullestMinute"));

        int Number(string name) => limit.GetProperty(name).GetInt32();
    }

    /// <summary>Runs a command of the downloader against this venue.</summary>
    /// <param name="database">A folder for SQLite below the venue's own, or a PostgreSQL connection string.</param>
    public Task<CommandResult> RunAsync(string database, params string[] arguments) => RunAsync(database, [], arguments);

    public Task<CommandResult> RunAsync(string database, Dictionary<string, string> environment, params string[] arguments) => CommandProcess.RunAsync(
        "Trading.Downloader.dll",
        _folder,
        [.. arguments, "--url", Url.ToString(), "--archive-url", Url.ToString(), "--database", database.Contains('=', StringComparison.Ordinal) ? database : PathOf(database)],
        environment);

    /// <summary>The completeness certificate of what is stored.</summary>
    public async Task<JsonElement> VerifyAsync(string database, params string[] what)
    {
        var result = await RunAsync(database, ["verify", .. what, "--json"]);
        return JsonSerializer.Deserialize<JsonElement>(result.Output);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

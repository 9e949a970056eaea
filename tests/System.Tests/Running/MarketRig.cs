using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using Trading.AppHost;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.SystemTests.Running;

/// <summary>
/// The exchange simulator and the market-data service as processes of their own, on a PostgreSQL, a Redis and a RabbitMQ of their own,
/// each of which may be killed and started again. The tape waits for whoever reads it slowly: on a busy machine it is the tape that
/// suffers, and what goes wrong is what the test wants to go wrong.
/// </summary>
public sealed class MarketRig : IAsyncDisposable
{
    /// <summary>Over both symbols.</summary>
    public static readonly int TradesPerSecond = Needs.IsLongRun ? 20_000 : 4_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-rig-").FullName;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };

    private MarketRig(RunningServer postgres, RunningServer redis, RunningServer rabbitMq)
    {
        Postgres = postgres;
        Redis = redis;
        RabbitMq = rabbitMq;
        Simulator = new ServiceProcess(SourceTree.Assembly("ExchangeSimulator"), NewFolder("simulator"), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Simulator__Symbols"] = string.Join(',', Symbols),
            ["Simulator__TradesPerSecond"] = (TradesPerSecond / Symbols.Count).ToString(CultureInfo.InvariantCulture),
            ["Simulator__UsdmTradesPerSecond"] = "0",
            ["Simulator__SlowClients"] = "Backpressure",
            ["Simulator__RetainedTrades"] = "40000000",
            ["Security__KeyFile"] = Path.Combine(_folder, "keys"),
            ["Logging__LogLevel__Default"] = "Warning",
        });
        var folder = NewFolder("market-data");
        MarketData = new ServiceProcess(SourceTree.Assembly("MarketData"), folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Venue__RestUrl"] = Simulator.Url.ToString(),
            ["Venue__StreamUrl"] = Simulator.Url.ToString().Replace("http", "ws", StringComparison.Ordinal),
            ["Venue__Symbols"] = string.Join(',', Symbols),
            ["Database__Provider"] = "Postgres",
            ["Database__ConnectionString"] = Database,
            ["Redis__Endpoint"] = ((RedisServer)redis.Server).Endpoint,
            ["Bus__Transport"] = "RabbitMq",
            ["Bus__Url"] = ((RabbitMqServer)rabbitMq.Server).ConnectionUrl,
            ["Security__KeyFile"] = Path.Combine(_folder, "keys"),
            ["MarketData__SpoolDirectory"] = folder,
            ["Logging__LogLevel__Default"] = "Warning",
        });
    }

    public static IReadOnlyList<string> Symbols { get; } = ["BTCUSDT", "ETHUSDT"];

    public RunningServer Postgres { get; }

    public RunningServer Redis { get; }

    public RunningServer RabbitMq { get; }

    public ServiceProcess Simulator { get; }

    public ServiceProcess MarketData { get; }

    public string Database => ((PostgresServer)Postgres.Server).ConnectionString;

    public static async Task<MarketRig> StartAsync(RealServers servers)
    {
        var rig = new MarketRig(await servers.StartPostgresAsync(), await servers.StartRedisAsync(), await servers.StartRabbitMqAsync());
        await rig.Simulator.StartAsync();
        rig._http.SendTraderKey(Path.Combine(rig._folder, "keys"));
        await rig.MarketData.StartAsync();
        return rig;
    }

    /// <summary>Sets the simulator's faults; those that are not named are off.</summary>
    public async Task FaultsAsync(object faults)
    {
        using var answer = await _http.PutAsJsonAsync(new Uri(Simulator.Url, "/simulator/faults"), faults);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<JsonElement> LedgerAsync(string query = "")
    {
        using var json = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri(Simulator.Url, "/simulator/ledger" + query)));
        return json.RootElement.Clone();
    }

    /// <summary>The value of a metric of the market-data service, summed over its labels.</summary>
    public async Task<double> MetricAsync(string name)
    {
        var text = await _http.GetStringAsync(new Uri(MarketData.Url, "/metrics"));
        return text.Split('\n')
            .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Lets the tape run on until it is this much longer: the load's own clock.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        var until = await TapeSecondsAsync() + time.TotalSeconds;
        await Poll.UntilAsync(TapeSecondsAsync, now => now >= until, time * 5 + TimeSpan.FromMinutes(3));
    }

    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(Database + ";Pooling=false;Command Timeout=300");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await MarketData.DisposeAsync();
        await Simulator.DisposeAsync();
        await Task.WhenAll(RabbitMq.StopAsync(), Redis.StopAsync(), Postgres.StopAsync());
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<double> TapeSecondsAsync() =>
        (await LedgerAsync()).GetProperty("symbols").EnumerateArray().Max(symbol => symbol.GetProperty("lastTime").GetDateTime().Ticks) / (double)TimeSpan.TicksPerSecond;

    private string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;
}

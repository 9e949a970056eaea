using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using Trading.SystemTests.Running;
using Trading.Testing;
using Trading.Testing.Otlp;

namespace Trading.SystemTests;

/// <summary>Mode <c>local</c>: the same way through separate processes and real servers.</summary>
public sealed partial class LocalTests
{
    private static readonly string[] Projects = ["ExchangeSimulator", "MarketData", "Downloader", "PaperTrading", "OrderExecution", "Scanner", "Console"];

    /// <summary>A quiet tape raises no signal for minutes, and the scanner publishes nothing else.</summary>
    private const string EveryBarSignals = "Scanner__SignalScore";

    /// <summary>The trace ends at the venue: nothing of ours goes out in its requests.</summary>
    private static readonly string[] OnTheWay = ["market-data", "paper-trading", "order-execution", "rabbitmq", "postgresql", "redis"];

    [Fact]
    public async Task Processes_and_real_servers_carry_one_trace_and_killed_they_leave_nothing()
    {
        Servers.NeededFor("local");
        await using var spans = await OtlpCapture.StartAsync();
        var environment = new Dictionary<string, string>(spans.Environment, StringComparer.Ordinal) { [EveryBarSignals] = "0" };
        await using var system = TradingSystem.Start(TradingSystem.NewDataFolder(), environment, "--mode", "local");
        await system.TablePrintedAsync();
        await Way.PricesMoveAsync(system);
        await Way.PaperAccountsTradeAsync(system);
        await Way.OrdersAreFilledAsync(system);
        await Way.MetricsAreServedAsync(system);
        Assert.Equal(Projects.Length, Projects.Select(system.ProcessOf).Distinct().Count());
        await RowsAreInPostgresAsync(system);
        await LatestPriceIsInRedisAsync(system);
        await RabbitMqCarriedMessagesAsync(system);
        await OneTraceLeadsFromTickToFillAsync(system, spans);
        await Catalogue.HoldsAsync(system);
        await RouteWalk.WalkAsync(system);
        await Way.NothingFailedAsync(system);
        await system.KilledLeavesNothingAsync();
    }

    private static async Task RowsAreInPostgresAsync(TradingSystem system)
    {
        var password = await File.ReadAllTextAsync(Path.Combine(system.DataFolder, "secrets", "postgres-password"), TestContext.Current.CancellationToken);
        var address = system.Url("postgres");
        await using var connection = new NpgsqlConnection(string.Create(
            CultureInfo.InvariantCulture, $"Host={address.Host};Port={address.Port};Username=trading;Password={password};Database=trading;Pooling=false"));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var table in (string[])["market.trades", "market.bars", "orders.orders"])
        {
            await using var count = new NpgsqlCommand($"SELECT count(*) FROM {table}", connection);
            Assert.True((long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))! > 0, $"{table} is empty");
        }
    }

    private static async Task LatestPriceIsInRedisAsync(TradingSystem system)
    {
        var redis = new RedisText(system.Url("redis"));
        var keys = await redis.AskAsync("KEYS", "*BTCUSDT*");
        Assert.NotEmpty(keys);
    }

    private static async Task RabbitMqCarriedMessagesAsync(TradingSystem system)
    {
        var management = new RabbitMqManagement(system);
        var published = await Poll.UntilAsync(management.DeliveredAsync, delivered => delivered > 0, Way.Deadline);
        Assert.True(published > 0);
    }

    /// <summary>The order names its trace; the spans that the processes sent are searched for it.</summary>
    private static Task OneTraceLeadsFromTickToFillAsync(TradingSystem system, OtlpCapture spans) => Poll.UntilAsync(
        async () => (await system.Api.FilledOrdersAsync()).Select(TraceIdOf).Where(trace => trace.Length > 0)
            .Select(trace => string.Join(", ", OnTheWay.Intersect(spans.PlacesOf(trace))))
            .MaxBy(places => places.Length) ?? "no filled order names its trace",
        places => places == string.Join(", ", OnTheWay),
        Way.Deadline,
        $"one trace has spans of {string.Join(", ", OnTheWay)}");

    private static string TraceIdOf(JsonElement order)
    {
        foreach (var property in order.EnumerateObject().Where(property => property.Name.StartsWith("trace", StringComparison.OrdinalIgnoreCase)))
        {
            if (TraceId().Match(property.Value.ToString()) is { Success: true } match)
            {
                return match.Value;
            }
        }

        return "";
    }

    [GeneratedRegex("[0-9a-f]{32}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TraceId();
}

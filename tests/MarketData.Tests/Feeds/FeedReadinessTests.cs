using System.Text.Json;
using Npgsql;
using Trading.MarketData.Tests.Venue;
using Trading.MarketStore;
using Trading.Testing;

namespace Trading.MarketData.Tests.Feeds;

/// <summary>Ready means that fresh data comes in and reaches the store, not only that sockets are open.</summary>
public sealed class FeedReadinessTests(RealServers servers) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_silent_feed_or_late_store_degrades_and_a_lost_venue_makes_unhealthy()
    {
        var postgres = await servers.CreateDatabaseAsync();
        await using var venue = await SimulatedVenue.StartAsync();
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path, postgres, "BTCUSDT", "--Readiness:CacheMs=0", "--MarketData:UnhealthyAfterSeconds=1");
        await FeedAsync(service, "healthy", "receiving");

        await using (var connection = new NpgsqlConnection(postgres))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var held = new NpgsqlCommand($"LOCK TABLE {MarketSchema.Name}.trades IN ACCESS EXCLUSIVE MODE", connection, transaction);
            await held.ExecuteNonQueryAsync();
            await FeedAsync(service, "degraded", "the store is ");
        }

        await FeedAsync(service, "healthy", "receiving");
        await venue.SetFaultsAsync(new { stall = 600 });
        await FeedAsync(service, "degraded", "connected, nothing has come for ");
        await venue.SetFaultsAsync(new { });
        await FeedAsync(service, "healthy", "receiving");
        await venue.SetFaultsAsync(new { drop = 1 });
        await FeedAsync(service, "degraded", "every symbol has a silent stream");
        await venue.SetFaultsAsync(new { });
        await FeedAsync(service, "healthy", "receiving");
        await venue.StopAsync();
        await FeedAsync(service, "unhealthy", "no venue connection has been open for ");
    }

    private static async Task FeedAsync(RunningService service, string status, string description) => await Poll.UntilAsync(
        async () =>
        {
            using var response = await service.Http.GetAsync(new Uri("/ready", UriKind.Relative));
            return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("checks").GetProperty("market-feed");
        },
        feed => feed.GetProperty("status").GetString() == status && feed.GetProperty("description").GetString()!.StartsWith(description, StringComparison.Ordinal),
        Deadline,
        $"{status}: {description}");
}

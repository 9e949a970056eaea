using System.Text.Json;
using Trading.Contracts;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Feeds;

/// <summary>A start that waits for the venue says so, and goes on by itself when the venue is there.</summary>
public sealed class UnreachableVenueTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Readiness_and_the_bus_name_host_and_reason_until_the_venue_answers()
    {
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var cause = $"{url.Authority} cannot be reached (connection refused)";
        await using var service = await RunningService.StartAsync(url, _folder.Path, postgres: null, "BTCUSDT", "--Readiness:CacheMs=0");
        var heard = await Heard<FeedStatusChanged>.ListenAsync(service);

        await FeedAsync(service, feed => Is(feed, "unhealthy", cause + ", next try in ") && feed.GetProperty("cause").GetString() == cause);
        await Poll.UntilAsync(() => heard.Messages.Any(message => message.Stale && message.Reason == cause), Deadline);

        await using var venue = await SimulatedVenue.StartAsync(url);
        await FeedAsync(service, feed => Is(feed, "healthy", "receiving") && !feed.TryGetProperty("cause", out _));

        await venue.StopAsync();
        await FeedAsync(service, feed => Is(feed, "degraded", "no venue connection is open: " + cause));
    }

    [Fact]
    public async Task A_name_that_is_not_known_is_said_so()
    {
        await using var service = await RunningService.StartAsync(
            new Uri("http://no-such-host.invalid"), _folder.Path, postgres: null, "BTCUSDT", "--Readiness:CacheMs=0");
        await FeedAsync(service, feed => Is(feed, "unhealthy", "no-such-host.invalid cannot be reached (name not known), "));
    }

    private static bool Is(JsonElement feed, string status, string description) => feed.GetProperty("status").GetString() == status
        && feed.GetProperty("description").GetString()!.StartsWith(description, StringComparison.Ordinal);

    private static async Task FeedAsync(RunningService service, Func<JsonElement, bool> isThere) => await Poll.UntilAsync(
        async () => JsonDocument.Parse(await service.TextAsync("/ready")).RootElement.GetProperty("checks").GetProperty("market-feed"), isThere, Deadline);
}

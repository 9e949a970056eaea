using System.Collections.Concurrent;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Feeds;

public sealed class FeedStatusTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();
    private readonly ConcurrentQueue<FeedStatusChanged> _told = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_book_that_is_not_proven_is_stale_on_the_bus_in_the_api_and_in_the_metrics_until_it_is_in_sync_again()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        var endpoint = service.Services.GetRequiredService<IReceiveEndpointConnector>().ConnectReceiveEndpoint("feed-states", (_, receive) =>
            receive.Handler<FeedStatusChanged>(context =>
            {
                _told.Enqueue(context.Message);
                return Task.CompletedTask;
            }));
        await endpoint.Ready;

        // Told again and again: also who comes after the change learns it.
        await ToldAsync(FeedStatus.Connected);
        Assert.Equal((false, true), await FeedAsync(service));
        await MetricAsync(service, 1);

        await venue.SetFaultsAsync(new { drop = 0.5 });
        await ToldAsync(FeedStatus.Stale);
        await venue.SetFaultsAsync(new { });
        await ToldAsync(FeedStatus.Connected);

        await venue.StopAsync();
        await ToldAsync(FeedStatus.Disconnected);
        Assert.Equal((true, false), await FeedAsync(service));
        var book = await service.Http.GetStringAsync(new Uri("/market/book/BTCUSDT?depth=1", UriKind.Relative));
        Assert.Contains("\"stale\":true", book, StringComparison.Ordinal);
        await MetricAsync(service, 0);
    }

    private async Task ToldAsync(FeedStatus status)
    {
        _told.Clear();
        var told = await Poll.UntilAsync(() => Task.FromResult(_told.FirstOrDefault(message => message.Status == status)), message => message is not null, Deadline);
        Assert.Equal(("simulator", "BTCUSDT", status == FeedStatus.Connected, status != FeedStatus.Connected), (told!.Venue, told.Symbol, told.BookInSync, told.Stale));
    }

    private static async Task<(bool Stale, bool InSync)> FeedAsync(RunningService service)
    {
        using var feeds = JsonDocument.Parse(await service.Http.GetStringAsync(new Uri("/market/feeds", UriKind.Relative)));
        var feed = feeds.RootElement[0];
        return (feed.GetProperty("stale").GetBoolean(), feed.GetProperty("bookInSync").GetBoolean());
    }

    private static async Task MetricAsync(RunningService service, int value) => await Poll.UntilAsync(
        async () => await service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)),
        metrics => metrics.Split('\n').Any(line => line.StartsWith("trading_book_in_sync{", StringComparison.Ordinal)
            && line.Contains("symbol=\"BTCUSDT\"", StringComparison.Ordinal) && line.EndsWith($" {value}", StringComparison.Ordinal)),
        Deadline);
}

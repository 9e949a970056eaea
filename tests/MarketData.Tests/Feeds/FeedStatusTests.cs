using System.Text.Json;
using Trading.Contracts;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Feeds;

[Collection(MetricsAlone.Name)]
public sealed class FeedStatusTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_book_that_is_not_proven_is_stale_everywhere_until_it_is_in_sync_again()
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        var heard = await Heard<FeedStatusChanged>.ListenAsync(service);

        // Told again and again: also who comes after the change learns it.
        await HasAsync(heard, FeedStatus.Connected);
        Assert.Equal((false, true), await FeedAsync(service));
        await MetricAsync(service, 1);

        await venue.SetFaultsAsync(new { drop = 0.5 });
        await HasAsync(heard, FeedStatus.Stale);
        await venue.SetFaultsAsync(new { });
        await HasAsync(heard, FeedStatus.Connected);

        await venue.StopAsync();
        await HasAsync(heard, FeedStatus.Disconnected);
        Assert.Equal((true, false), await FeedAsync(service));
        var book = await service.Http.GetStringAsync(new Uri("/market/book/BTCUSDT?depth=1", UriKind.Relative));
        Assert.Contains("\"stale\":true", book, StringComparison.Ordinal);
        await MetricAsync(service, 0);
    }

    private static async Task HasAsync(Heard<FeedStatusChanged> heard, FeedStatus status)
    {
        heard.Forget();
        var found = await Poll.UntilAsync(
            () => Task.FromResult(heard.Messages.FirstOrDefault(message => message.Status == status)), message => message is not null,
            Deadline);
        Assert.Equal(
            ("simulator", "BTCUSDT", status == FeedStatus.Connected, status != FeedStatus.Connected),
            (found!.Venue, found.Symbol, found.BookInSync, found.Stale));
    }

    private static async Task<(bool Stale, bool InSync)> FeedAsync(RunningService service)
    {
        using var feeds = JsonDocument.Parse(await service.Http.GetStringAsync(new Uri("/market/feeds", UriKind.Relative)));
        var feed = feeds.RootElement[0];
        return (feed.GetProperty("stale").GetBoolean(), feed.GetProperty("bookInSync").GetBoolean());
    }

    private static Task MetricAsync(RunningService service, int value) =>
        Poll.UntilAsync(() => service.MetricAsync("trading_book_in_sync", "symbol=\"BTCUSDT\""), now => (int)now == value, Deadline);
}

using Trading.MarketData.Books;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Books;

[Collection(MetricsAlone.Name)]
public sealed class RefusedSnapshotTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_snapshot_that_is_no_book_is_counted_and_taken_anew()
    {
        await using var venue = await StubVenue.StartAsync(Recording.StreamFrames);
        venue.Snapshots.Enqueue("""{"lastUpdateId":50093239218,"bids":[["61900.00","1"]],"asks":[["61800.00","1"]]}""");
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await Poll.UntilAsync(async () => await service.MetricAsync("trading_book_snapshots_refused_total") == 1, Deadline);
        Assert.False(service.Get<OrderBooks>().IsInSync(0));

        await Poll.UntilAsync(() => service.Get<OrderBooks>().IsInSync(0), Deadline);
        Assert.Equal(1, await service.MetricAsync("trading_book_snapshots_refused_total"));
    }
}

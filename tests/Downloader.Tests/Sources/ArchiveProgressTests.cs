using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Testing;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Sources;

public sealed class ArchiveProgressTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Progress_moves_within_an_archive_and_has_a_time_left(bool trades)
    {
        await using var bench = await StartAsync();
        bench.Venue.Publish("/data/spot/monthly/aggTrades/BTCUSDT/BTCUSDT-aggTrades-2023-01.zip", Lines(20_000));
        bench.Venue.Publish(
            "/data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2023-01.zip",
            Enumerable.Range(0, 24).Select(hour => Row(January.AddHours(hour), TimeSpan.FromHours(1))));
        bench.Venue.SecondHalf = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var request = Hours(January, January.AddDays(1), DownloadSource.Archive);
        var progress = new DownloadProgress(TimeProvider.System);

        request = trades ? request with { Kind = DownloadKind.Trades, Interval = null } : request;
        var work = bench.Get<DownloadRunner>().RunAsync(request, progress, CancellationToken.None);
        await Poll.UntilAsync(() => progress.Ratio > 0.1, Deadline);

        // Half of the bytes of its only file are here, and no row is stored.
        Assert.InRange(progress.Ratio, 0.1, 0.25);
        Assert.Equal(0, progress.Items);
        Assert.NotNull(progress.TimeLeft);

        bench.Venue.SecondHalf.SetResult();
        Assert.True((await work).IsComplete);
        Assert.Equal((1.0, TimeSpan.Zero), (progress.Ratio, progress.TimeLeft));
    }

    private static IEnumerable<string> Lines(int count) => Enumerable.Range(1, count).Select(id => FormattableString.Invariant(
        $"{id},{100 + (id % 97)}.50,0.{id},{id},{id},{1672531200000 + (id * 4L)},True,True"));
}

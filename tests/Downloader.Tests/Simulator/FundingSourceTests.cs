using Trading.Downloader.Planning;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>Funding settlements from the simulator's archives and over REST.</summary>
public sealed class FundingSourceTests : IAsyncLifetime
{
    private static readonly string[] Quarter = ["funding", "--exchange", "BINANCE:SOL/USDT:USDT", "--start", "2024-01-01", "--end", "2024-03-31"];

    private SimulatedVenue _venue = null!;

    public async ValueTask InitializeAsync() => _venue = await SimulatedVenue.StartAsync(("Symbols", "BTCUSDT,SOLUSDT"));

    public ValueTask DisposeAsync() => _venue.DisposeAsync();

    [Fact]
    public async Task A_quarter_is_the_same_from_archives_and_over_rest_and_goes_out_as_published()
    {
        var sums = new HashSet<string?>(StringComparer.Ordinal);
        var files = new List<string>();
        foreach (var source in (string[])["archive", "rest"])
        {
            files.Add(_venue.PathOf($"{source}.csv"));
            var download = await _venue.RunAsync(source, ["download", .. Quarter, "--source", source, "--output", files[^1]]);
            Assert.Equal((0, ""), (download.ExitCode, download.Error));
            var certificate = await _venue.VerifyAsync(source, Quarter);
            Assert.Equal((true, 91 * 6), (certificate.GetProperty("complete").GetBoolean(), certificate.GetProperty("present").GetInt32()));
            sums.Add(certificate.GetProperty("sha256").GetString());
        }

        Assert.Single(sums);

        // REST does not tell the interval of four hours: it is the distance of the settlements.
        Assert.Equal(await File.ReadAllTextAsync(files[0], TestContext.Current.CancellationToken), await File.ReadAllTextAsync(files[1], TestContext.Current.CancellationToken));
        Assert.Contains(",4,", (await File.ReadAllLinesAsync(files[0], TestContext.Current.CancellationToken))[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archives_alone_leave_open_what_is_not_published_yet()
    {
        await using var bench = await FuturesBench.StartAsync(_venue, "db");
        var month = DateTime.UtcNow.Date.AddDays(1 - DateTime.UtcNow.Day);
        var request = new DownloadRequest
        {
            Venue = "binance-usdm",
            Kind = DownloadKind.Funding,
            Symbols = ["BTCUSDT"],
            Start = month.AddMonths(-3),
            End = month.AddDays(20) < DateTime.UtcNow ? month.AddDays(20) : DateTime.UtcNow,
            Source = DownloadSource.Archive,
        };

        var (outcome, progress) = await bench.RunAsync(request);

        Assert.Equal(0, progress.WeightUsed);
        Assert.True(progress.Items > 150);
        Assert.All(outcome.Missing, hole => Assert.Equal(MissingReason.NotFetched, hole.Class));
    }
}

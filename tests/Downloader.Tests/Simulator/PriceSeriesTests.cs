using System.IO.Compression;
using System.Text.Json;
using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>Bars of mark, index and premium price, from the simulator over REST, as archives and both.</summary>
public sealed class PriceSeriesTests(SharedVenue shared) : IClassFixture<SharedVenue>
{
    private static readonly string[] Quarter = ["bars", "--exchange", "BINANCE:BTC/USDT:USDT", "--interval", "1h", "--start", "2024-01-01", "--end", "2024-03-31"];

    private static readonly BarInterval[] Few = [BarInterval.Parse("15m"), BarInterval.Parse("4h"), BarInterval.OneDay];

    private readonly SimulatedVenue _venue = shared.Venue;

    [Theory]
    [InlineData("mark", "markPriceKlines")]
    [InlineData("index", "indexPriceKlines")]
    [InlineData("premium", "premiumIndexKlines")]
    public async Task A_quarter_is_the_same_from_every_source_and_goes_out_as_it_is_published(string series, string folder)
    {
        string[] what = [.. Quarter, "--series", series];
        var sums = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var source in (string[])["archive", "rest", "auto"])
        {
            var database = $"{series}-{source}";
            var download = await _venue.RunAsync(database, ["download", .. what, "--source", source]);
            Assert.Equal((0, ""), (download.ExitCode, download.Error));
            var certificate = await _venue.VerifyAsync(database, what);
            Assert.Equal((true, 2184, series), (certificate.GetProperty("complete").GetBoolean(), certificate.GetProperty("present").GetInt32(), certificate.GetProperty("series").GetString()));
            sums.Add(certificate.GetProperty("sha256").GetString());
        }

        var output = _venue.PathOf($"{series}-february.csv");
        var export = await _venue.RunAsync(
            $"{series}-rest",
            ["export", .. what[..^6], "--start", "2024-02-01", "--end", "2024-02-29", "--series", series, "--output", output]);
        var published = await _venue.Http.GetByteArrayAsync(
            $"/data/futures/um/monthly/{folder}/BTCUSDT/1h/BTCUSDT-1h-2024-02.zip", TestContext.Current.CancellationToken);

        Assert.Single(sums);
        Assert.Equal((0, ""), (export.ExitCode, export.Error));
        Assert.Equal(Unzip(published), await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
        Assert.Equal((0, 0), ((await _venue.LimitsAsync("usdm")).Refused, (await _venue.LimitsAsync("usdm")).Bans));
    }

    [Theory]
    [InlineData(BarSeries.Mark)]
    [InlineData(BarSeries.Index)]
    [InlineData(BarSeries.Premium)]
    public async Task Every_interval_is_the_same_from_archives_and_over_rest(BarSeries series)
    {
        await using var archive = await FuturesBench.StartAsync(_venue, $"all-{series}-archive");
        await using var rest = await FuturesBench.StartAsync(_venue, $"all-{series}-rest");
        foreach (var interval in Needs.IsLongRun ? BarInterval.All.Where(interval => interval != BarInterval.OneSecond) : Few)
        {
            var request = Request(
                series, interval, new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc), interval < BarInterval.OneHour ? 31 : 121);
            var (fromArchive, _) = await archive.RunAsync(request with { Source = DownloadSource.Archive });
            var (overRest, progress) = await rest.RunAsync(request with { Source = DownloadSource.Rest });
            var sums = (await archive.VerifyAsync(request), await rest.VerifyAsync(request));

            Assert.True(fromArchive.IsComplete && overRest.IsComplete, $"{interval}: {JsonSerializer.Serialize(fromArchive)} {JsonSerializer.Serialize(overRest)}");
            Assert.Equal((sums.Item1.Expected, sums.Item1.Sha256), (sums.Item2.Present, sums.Item2.Sha256));
            Assert.Equal(sums.Item2.Present, progress.Items);
        }

        var entry = (await rest.Store.History.CoverageAsync(FuturesBench.Bitcoin, TestContext.Current.CancellationToken))
            .First(entry => entry.Interval == BarInterval.OneDay);
        Assert.Equal((series, 121), (entry.Series, entry.Rows));
    }

    [Fact]
    public async Task A_minute_page_asks_for_499_rows_and_costs_two()
    {
        await using var bench = await FuturesBench.StartAsync(_venue, "page");

        var (_, progress) = await bench.RunAsync(
            Request(BarSeries.Mark, BarInterval.OneMinute, new DateTime(2024, 1, 2, 0, 0, 0, DateTimeKind.Utc), days: 1) with { Source = DownloadSource.Rest });

        // exchangeInfo, the look for the first row, pages of 499, 499 and 442 rows.
        Assert.Equal((1440, 1 + 1 + 3 * 2), (progress.Items, progress.WeightUsed));
    }

    [Fact]
    public async Task Time_before_the_listing_is_known_after_one_look_and_of_this_series_alone()
    {
        await using var bench = await FuturesBench.StartAsync(_venue, "listing");
        var request = Request(BarSeries.Mark, BarInterval.OneHour, new DateTime(2019, 12, 30, 0, 0, 0, DateTimeKind.Utc), days: 4);

        var (first, _) = await bench.RunAsync(request);
        var (second, again) = await bench.RunAsync(request);
        var certificate = await bench.VerifyAsync(request);
        var other = await bench.VerifyAsync(request with { Series = BarSeries.Index });

        Assert.Equal((MissingReason.NotListed, 48L), (first.Missing.Single().Class, first.Missing.Single().Count));
        Assert.Equal((true, 0), (second.IsComplete, again.WeightUsed));
        Assert.Equal((true, 48), (certificate.Complete, certificate.Present));
        Assert.Equal((false, MissingReason.NotFetched), (other.Complete, other.Missing.Single().Class));
    }

    [Theory]
    [InlineData("--exchange", "BINANCE:BTC/USDT", "--series", "mark", "--interval", "1h")]
    [InlineData("--exchange", "BINANCE:BTC/USDT:USDT", "--series", "bid", "--interval", "1h")]
    [InlineData("--exchange", "BINANCE:BTC/USDT:USDT", "--series", "mark", "--interval", "1s")]
    public async Task What_no_exchange_has_is_wrong_use_in_one_line(params string[] what)
    {
        var result = await _venue.RunAsync("db", ["download", "bars", .. what, "--start", "2024-01-01", "--end", "2024-01-02"]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: --", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    private static DownloadRequest Request(BarSeries series, BarInterval interval, DateTime start, int days) => new()
    {
        Venue = "binance-usdm",
        Kind = DownloadKind.Bars,
        Symbols = ["BTCUSDT"],
        Interval = interval,
        Series = series,
        Start = start,
        End = start.AddDays(days),
    };

    private static string Unzip(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var reader = new StreamReader(archive.Entries[0].Open());
        return reader.ReadToEnd();
    }
}

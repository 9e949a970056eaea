using System.Text.Json;
using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>Recorded archive files, served by the exchange simulator under <c>/data</c> and over REST, and back out of the store.</summary>
public sealed class RecordedMonthTests(RealServers servers, RecordedVenue shared) : IClassFixture<RecordedVenue>
{
    private static readonly string[] Bitcoin = ["bars", "--exchange", "BINANCE:BTC/USDT", "--interval", "1h", "--start", "2023-01-01", "--end", "2023-05-31"];
    private static readonly string[] Litecoin = ["bars", "--exchange", "BINANCE:LTC/USDT:USDT", "--interval", "1m", "--start", "2026-02-01", "--end", "2026-02-28"];

    private readonly SimulatedVenue _venue = shared.Venue;

    [Fact]
    public async Task Five_recorded_months_come_back_byte_for_byte_with_the_one_hole_of_the_venue()
    {
        var download = await _venue.RunAsync("months", ["download", .. Bitcoin, "--source", "archive", "--json"]);

        Assert.Equal((0, ""), (download.ExitCode, download.Error));
        for (var month = new DateOnly(2023, 1, 1); month.Month <= 5; month = month.AddMonths(1))
        {
            var output = _venue.PathOf($"{month:yyyy-MM}.csv");
            string[] days = ["--start", $"{month:yyyy-MM-dd}", "--end", $"{month.AddMonths(1).AddDays(-1):yyyy-MM-dd}"];
            var export = await _venue.RunAsync("months", ["export", .. Bitcoin[..^4], .. days, "--output", output]);
            Assert.Equal(0, export.ExitCode);
            Assert.Equal(await File.ReadAllBytesAsync(RecordedData.File($"klines/intabyu_BTCUSDT-1h-{month:yyyy-MM}.csv")), await File.ReadAllBytesAsync(output));
        }

        var certificate = await _venue.VerifyAsync("months", Bitcoin);
        var hole = Assert.Single(certificate.GetProperty("missing").EnumerateArray());
        Assert.Equal((true, 3624, 3623), (certificate.GetProperty("complete").GetBoolean(), Number(certificate, "expected"), Number(certificate, "present")));
        Assert.Equal(("venueOutage", "2023-03-24T13:00:00Z", 1), (Text(hole, "class"), Text(hole, "from"), Number(hole, "count")));
    }

    [Fact]
    public async Task The_same_month_over_rest_gives_the_same_sum_over_the_rows()
    {
        await _venue.RunAsync("archive", ["download", .. Bitcoin, "--source", "archive"]);
        var rest = await _venue.RunAsync("rest", ["download", .. Bitcoin, "--source", "rest"]);
        var both = await _venue.RunAsync("auto", ["download", .. Bitcoin]);

        var sums = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var database in (string[])["archive", "rest", "auto"])
        {
            var certificate = await _venue.VerifyAsync(database, Bitcoin);
            Assert.True(certificate.GetProperty("complete").GetBoolean());
            sums.Add(Text(certificate, "sha256"));
        }

        Assert.Equal((0, 0), (rest.ExitCode, both.ExitCode));
        Assert.Single(sums);
        Assert.Equal((0, 0), ((await _venue.LimitsAsync()).Refused, (await _venue.LimitsAsync()).Bans));
    }

    [Fact]
    public async Task A_futures_month_of_minutes_is_the_same_file_and_sum_from_either_source()
    {
        var file = _venue.PathOf("published.csv");
        await using (var published = RecordedData.Open("klines/isda_LTCUSDT-1m-2026-02.csv.gz"))
        await using (var copy = File.Create(file))
        {
            await published.CopyToAsync(copy, TestContext.Current.CancellationToken);
        }

        var sums = new HashSet<string?>(StringComparer.Ordinal);
        foreach (var source in (string[])["archive", "rest"])
        {
            var output = _venue.PathOf($"usdm-{source}.csv");
            var download = await _venue.RunAsync($"usdm-{source}", ["download", .. Litecoin, "--source", source, "--output", output]);
            Assert.Equal(0, download.ExitCode);
            Assert.Equal(await File.ReadAllBytesAsync(file), await File.ReadAllBytesAsync(output));
            var certificate = await _venue.VerifyAsync($"usdm-{source}", Litecoin);
            Assert.Equal((true, 40_320), (certificate.GetProperty("complete").GetBoolean(), Number(certificate, "present")));
            sums.Add(Text(certificate, "sha256"));
        }

        Assert.Single(sums);
    }

    [Fact]
    public async Task PostgreSQL_gives_the_file_back_byte_for_byte_too()
    {
        var database = await servers.CreateDatabaseAsync();
        string[] march = [.. Bitcoin[..^4], "--start", "2023-03-01", "--end", "2023-03-31"];
        var output = _venue.PathOf("postgres.csv");

        var download = await _venue.RunAsync(database, ["download", .. march, "--output", output]);

        Assert.Equal((0, ""), (download.ExitCode, download.Error));
        Assert.Equal(await File.ReadAllBytesAsync(RecordedData.File("klines/intabyu_BTCUSDT-1h-2023-03.csv")), await File.ReadAllBytesAsync(output));
    }

    private static int Number(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}

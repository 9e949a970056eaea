using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests.Protocol.Archives;

public sealed class ArchiveTests(SpotVenue venue) : IClassFixture<SpotVenue>
{
    private VenueHost Venue => venue.Host;

    [Theory]
    [InlineData("spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2024-12-31.zip", 1440, "1735603200000,")]
    [InlineData("spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2025-01-01.zip", 1440, "1735689600000000,")]
    [InlineData("spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2024-02.zip", 696, "1706745600000,")]
    [InlineData("futures/um/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2024-02.zip", 697, "open_time,")]
    [InlineData("futures/um/monthly/fundingRate/BTCUSDT/BTCUSDT-fundingRate-2024-02.zip", 88, "calc_time,")]
    [InlineData("futures/um/daily/aggTrades/BTCUSDT/BTCUSDT-aggTrades-2024-02-01.zip", 1_728_001, "agg_trade_id,")]
    [InlineData("spot/daily/trades/ETHUSDT/ETHUSDT-trades-2024-02-01.zip", 1_728_000, "")]
    public async Task A_published_file_is_whole_and_its_checksum_fits(string path, int rows, string start)
    {
        var zip = await Venue.Http.GetByteArrayAsync($"/data/{path}");
        var checksum = await Venue.Http.GetStringAsync($"/data/{path}.CHECKSUM");
        var lines = Unzip(zip);

        Assert.Equal($"{Convert.ToHexStringLower(SHA256.HashData(zip))}  {path[(path.LastIndexOf('/') + 1)..]}\n", checksum);
        Assert.Equal(rows, lines.Count);
        Assert.StartsWith(start, lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Klines_of_the_archive_are_those_of_rest()
    {
        var lines = Unzip(await Venue.Http.GetByteArrayAsync("/data/spot/daily/klines/BTCUSDT/15m/BTCUSDT-15m-2024-03-05.zip"));
        var rest = await Venue.GetAsync("/api/v3/klines?symbol=BTCUSDT&interval=15m&startTime=1709596800000&limit=96");

        Assert.Equal(rest.EnumerateArray().Select(k => string.Join(',', k.EnumerateArray().Select(v => v.ToString()))), lines);
    }

    [Theory]
    [InlineData("spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2019-01-01.zip")]
    [InlineData("spot/daily/klines/NOSUCH/1m/NOSUCH-1m-2024-01-01.zip")]
    [InlineData("spot/daily/klines/BTCUSDT/1m/BTCUSDT-5m-2024-01-01.zip")]
    [InlineData("spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2099-01-01.zip")]
    public async Task A_file_that_was_never_published_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await Venue.Http.GetAsync($"/data/{path}")).StatusCode);

    [Fact]
    public async Task Broken_files_are_broken_in_the_way_that_was_asked_for()
    {
        const string Path = "/data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2024-04-01.zip";
        await using var own = await VenueHost.StartAsync(("BookLevels", "50"));
        var whole = await own.Http.GetByteArrayAsync(Path);
        await own.Http.PutAsJsonAsync("/simulator/faults", new { truncatedZip = 1, wrongChecksum = 1 });
        var cut = await own.Http.GetByteArrayAsync(Path);
        var wrong = await own.Http.GetStringAsync(Path + ".CHECKSUM");
        await own.Http.PutAsJsonAsync("/simulator/faults", new { missingRows = 1 });
        var thin = await own.Http.GetByteArrayAsync(Path);
        var fits = await own.Http.GetStringAsync(Path + ".CHECKSUM");

        Assert.Equal(whole.Length / 2, cut.Length);
        Assert.DoesNotContain(Convert.ToHexStringLower(SHA256.HashData(whole)), wrong, StringComparison.Ordinal);
        Assert.Equal(1430, Unzip(thin).Count);
        Assert.StartsWith(Convert.ToHexStringLower(SHA256.HashData(thin)), fits, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recorded_file_is_served_byte_for_byte()
    {
        var csv = await File.ReadAllTextAsync(RecordedData.File("klines/intabyu_BTCUSDT-1h-2023-03.csv"));
        await using var own = await VenueHost.StartAsync(("BookLevels", "50"), ("ArchiveDirectory", Path.GetDirectoryName(RecordedData.File("klines/intabyu_BTCUSDT-1h-2023-03.csv"))!));
        var zip = await own.Http.GetByteArrayAsync("/data/spot/monthly/klines/BTCUSDT/1h/BTCUSDT-1h-2023-03.zip");
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var reader = new StreamReader(archive.Entries.Single().Open());

        Assert.Equal("BTCUSDT-1h-2023-03.csv", archive.Entries.Single().Name);
        Assert.Equal(csv, await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task Rest_has_of_a_recorded_month_what_its_archive_has_and_no_bar_where_it_has_none()
    {
        var file = RecordedData.File("klines/intabyu_BTCUSDT-1h-2023-03.csv");
        await using var own = await VenueHost.StartAsync(("BookLevels", "50"), ("ArchiveDirectory", Path.GetDirectoryName(file)!));
        var rest = await own.GetAsync("/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime=1677628800000&limit=743");
        var afterTheHole = await own.GetAsync("/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime=1679662800000&limit=1");
        var newest = await own.GetAsync("/api/v3/klines?symbol=BTCUSDT&interval=1h&endTime=1679666399999&limit=2");
        var april = await own.GetAsync("/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime=1680303600000&limit=2");

        Assert.Equal(
            File.ReadLines(file).Skip(1),
            rest.EnumerateArray().Select(k => string.Join(',', k.EnumerateArray().Select(v => v.ToString()))));
        Assert.Equal([1679666400000], afterTheHole.EnumerateArray().Select(k => k[0].GetInt64()));
        Assert.Equal([1679655600000, 1679659200000], newest.EnumerateArray().Select(k => k[0].GetInt64()));
        Assert.Equal([1680303600000, 1680307200000], april.EnumerateArray().Select(k => k[0].GetInt64()));
    }

    private static List<string> Unzip(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var reader = new StreamReader(archive.Entries.Single().Open());
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}

using System.IO.Compression;
using Trading.Contracts;
using Trading.Downloader.Files;
using Trading.Testing;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Files;

public sealed class BarFileTests
{
    [Theory]
    [InlineData("klines/intabyu_BTCUSDT-1h-2023-01.csv", "binance-spot")]
    [InlineData("klines/intabyu_BTCUSDT-1h-2023-02.csv", "binance-spot")]
    [InlineData("klines/intabyu_BTCUSDT-1h-2023-03.csv", "binance-spot")]
    [InlineData("klines/isda_LTCUSDT-1m-2026-02.csv.gz", "binance-usdm")]
    public async Task A_recorded_file_comes_back_byte_for_byte(string recorded, string venue)
    {
        await using var bench = await StartAsync();
        var path = RecordedData.File(recorded);
        var name = PublishedName.Of(path)!;
        var interval = name.Interval!.Value;
        var instrument = new InstrumentId(venue, name.Symbol);
        var files = bench.Get<BarFiles>();

        var (rows, stored) = await files.ImportAsync(path, instrument, interval, BarSeries.Last, CancellationToken.None);
        await files.ExportAsync(bench.PathOf("out.csv"), instrument, interval, default, header: true, CancellationToken.None);

        Assert.Equal(rows, stored);
        Assert.Equal(await BytesAsync(path), await File.ReadAllBytesAsync(bench.PathOf("out.csv")));
    }

    [Fact]
    public async Task Spot_files_count_microseconds_from_2025_on()
    {
        await using var bench = await StartAsync();
        string[] lines = ["1735689600000000,1.0,2.0,0.5,1.5,10,1735693199999999,15,3,4,6,0", "1735693200000000,1.5,2.0,0.5,1.5,10,1735696799999999,15,3,4,6,0"];
        var path = bench.PathOf("BTCUSDT-1h-2025-01.csv");
        await File.WriteAllLinesAsync(path, lines);

        await bench.Get<BarFiles>().ImportAsync(path, Bitcoin, BarInterval.OneHour, BarSeries.Last, CancellationToken.None);
        await bench.Get<BarFiles>()
            .ExportAsync(bench.PathOf("out.csv"), Bitcoin, BarInterval.OneHour, default, header: false, CancellationToken.None);

        Assert.Equal(
            new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            (await bench.Store.Bars.ReadBarsAsync(Bitcoin, BarInterval.OneHour).FirstAsync()).OpenTime);
        Assert.Equal(await File.ReadAllBytesAsync(path), await File.ReadAllBytesAsync(bench.PathOf("out.csv")));
    }

    [Theory]
    [InlineData("1672531200000,1,2,0.5")]
    [InlineData("1672531200000,1,2,x,1,10,1672534799999,15,3,4,6,0")]
    [InlineData("1672531200000,1,2,0.5,1.5,10,1672534799999,15,3.5,4,6,0")]
    public void A_line_that_is_no_bar_is_named(string line)
    {
        using var stream = new MemoryStream(System.Text.Encoding.ASCII.GetBytes($"open_time\n{line}\n"));

        Assert.Contains("Line 2", Assert.Throws<InvalidDataException>(() => KlineCsv.Read(stream, BarInterval.OneHour, BarSeries.Last, DateTime.MaxValue).Count()).Message, StringComparison.Ordinal);
    }

    private static async Task<byte[]> BytesAsync(string path)
    {
        await using var file = File.OpenRead(path);
        await using Stream content = path.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionMode.Decompress)
            : file;
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer);
        return buffer.ToArray();
    }
}

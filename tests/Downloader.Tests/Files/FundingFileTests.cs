using System.Globalization;
using Trading.Contracts;
using Trading.Downloader.Files;
using Trading.MarketStore;
using Trading.MarketStore.History;
using Trading.Testing;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Files;

public sealed class FundingFileTests
{
    private const string Recorded = "funding/nkululeko_funding_binance_BTCUSDT.csv";
    private static readonly InstrumentId Perpetual = new("binance-usdm", "BTCUSDT");
    private static readonly TimeRange Always = new(DateTime.UnixEpoch, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_published_file_comes_back_byte_for_byte_whatever_its_intervals()
    {
        await using var bench = await StartAsync();
        const string Text = "calc_time,funding_interval_hours,last_funding_rate\n1704067200000,8,0.00037409\n1704096000007,4,-0.00012000\n1704110400000,4,0.00010000\n";
        await File.WriteAllTextAsync(bench.PathOf("in.csv"), Text, Cancel);

        Assert.Equal((3, 3), await bench.Get<FundingFiles>().ImportAsync(bench.PathOf("in.csv"), Perpetual, Cancel));
        Assert.Equal((3, 0), await bench.Get<FundingFiles>().ImportAsync(bench.PathOf("in.csv"), Perpetual, Cancel));
        await bench.Get<FundingFiles>().ExportAsync(bench.PathOf("out.csv"), Perpetual, Always, header: true, Cancel);

        Assert.Equal(Text, await File.ReadAllTextAsync(bench.PathOf("out.csv"), Cancel));
    }

    [Fact]
    public async Task A_recorded_list_of_rates_goes_in_and_out_with_every_time_and_value()
    {
        await using var bench = await StartAsync();
        var recorded = RecordedData.Lines(Recorded).Skip(1).Select(line => line.Split(','))
            .Select(cells => (Time: long.Parse(cells[0], CultureInfo.InvariantCulture), Rate: decimal.Parse(cells[1], NumberStyles.Float, CultureInfo.InvariantCulture))).ToArray();

        var (rows, stored) = await bench.Get<FundingFiles>().ImportAsync(RecordedData.File(Recorded), Perpetual, Cancel);
        await bench.Get<FundingFiles>().ExportAsync(bench.PathOf("out.csv"), Perpetual, Always, header: false, Cancel);
        var exported = (await File.ReadAllLinesAsync(bench.PathOf("out.csv"), Cancel)).Select(line => line.Split(',')).ToArray();

        Assert.Equal((540, 540), (rows, stored));
        Assert.Equal(recorded, exported.Select(cells => (long.Parse(cells[0], CultureInfo.InvariantCulture), decimal.Parse(cells[2], CultureInfo.InvariantCulture))));
        Assert.All(exported, cells => Assert.Equal("8", cells[1]));
    }

    [Fact]
    public async Task What_an_archive_tells_completes_what_rest_told()
    {
        await using var bench = await StartAsync();
        var time = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        await bench.Store.History.WriteFundingAsync(Perpetual, [new FundingRate(time, 0.00037409m, 42_000.5m)], Cancel);
        await File.WriteAllTextAsync(bench.PathOf("in.csv"), "1704067200000,4,0.00037409\n", Cancel);

        Assert.Equal((1, 1), await bench.Get<FundingFiles>().ImportAsync(bench.PathOf("in.csv"), Perpetual, Cancel));

        var stored = await bench.Store.History.ReadFundingAsync(Perpetual, Always.From, Always.To, Cancel).SingleAsync(Cancel);
        Assert.Equal(new FundingRate(time, 0.00037409m, 42_000.5m, 4), stored);
    }

    [Theory]
    [InlineData("1704067200000,0.5,0.0001")]
    [InlineData("1704067200000,8,")]
    [InlineData("1704067200000")]
    [InlineData("yesterday,8,0.0001")]
    public async Task A_file_with_one_bad_line_stores_nothing(string bad)
    {
        await using var bench = await StartAsync();
        await File.WriteAllTextAsync(bench.PathOf("in.csv"), $"calc_time,x,y\n1704038400000,8,0.0001\n{bad}\n", Cancel);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => bench.Get<FundingFiles>().ImportAsync(bench.PathOf("in.csv"), Perpetual, Cancel));

        Assert.Contains("Line 3 is no funding settlement", fault.Message, StringComparison.Ordinal);
        Assert.Empty(await bench.Store.History.ReadFundingAsync(Perpetual, Always.From, Always.To, Cancel).ToArrayAsync(Cancel));
    }
}

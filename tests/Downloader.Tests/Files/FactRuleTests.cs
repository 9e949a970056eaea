using System.Globalization;
using System.IO.Compression;
using Trading.Contracts;
using Trading.Downloader.Files;
using Trading.MarketStore;
using Trading.MarketStore.Bars;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Files;

/// <summary>What no market can have made is refused with its line, and nothing of its file is stored.</summary>
public sealed class FactRuleTests
{
    private const string Hour = "1672531200000,1.0,2.0,0.5,1.5,10,1672534799999,15,3,4,6,0";
    private static readonly InstrumentId Perpetual = new("binance-usdm", "BTCUSDT");
    private static readonly TimeRange Always = new(DateTime.UnixEpoch, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1672534800000,-1.0,2.0,-1.0,1.5,10,1672538399999,15,3,4,6,0", "above zero")]
    [InlineData("1672534800000,1.0,2.0,0,1.5,10,1672538399999,15,3,4,6,0", "above zero")]
    [InlineData("1672534800000,1.0,0.5,2.0,1.5,10,1672538399999,15,3,4,6,0", "enclose")]
    [InlineData("1672534800000,1.0,2.0,0.5,2.1,10,1672538399999,15,3,4,6,0", "enclose")]
    [InlineData("1672534800000,1.0,2.0,0.5,1.5,-10,1672538399999,15,3,4,6,0", "negative")]
    [InlineData("1672534800000,1.0,2.0,0.5,1.5,10,1672538399999,15,-3,4,6,0", "negative")]
    [InlineData("1672534800001,1.0,2.0,0.5,1.5,10,1672538399999,15,3,4,6,0", "grid")]
    [InlineData("1672534800000,1.0,2.0,0.5,1.5,10,1672541999999,15,3,4,6,0", "longer")]
    [InlineData("37869465600000,1.0,2.0,0.5,1.5,10,37869469199999,15,3,4,6,0", "future")]
    [InlineData("1230764400000,1.0,2.0,0.5,1.5,10,1230767999999,15,3,4,6,0", "2009")]
    [InlineData("999999999999999999,1.0,2.0,0.5,1.5,10,999999999999999999,15,3,4,6,0", "no time")]
    [InlineData("1672531200000,1.0,2.0,0.5,1.6,10,1672534799999,15,3,4,6,0", "contradicts")]
    [InlineData("1672527600000,1.0,2.0,0.5,1.5,10,1672531199999,15,3,4,6,0", "rise")]
    public async Task A_bar_that_cannot_be_is_refused_with_its_line_and_stores_nothing(string line, string reason)
    {
        await using var bench = await StartAsync();
        var path = bench.PathOf("BTCUSDT-1h-2023-01.csv");
        await File.WriteAllLinesAsync(path, [Hour, line], Cancel);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(
            () => bench.Get<BarFiles>().ImportAsync(path, Bitcoin, BarInterval.OneHour, BarSeries.Last, Cancel));

        Assert.StartsWith("Line 2 is no bar", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Empty(await bench.Store.Bars.ReadBarsAsync(Bitcoin, BarInterval.OneHour, default, Cancel).ToArrayAsync(Cancel));
    }

    [Fact]
    public async Task A_premium_may_be_negative_and_a_bar_may_be_told_twice()
    {
        await using var bench = await StartAsync();
        var path = bench.PathOf("BTCUSDT-1h-2023-01.csv");
        string[] lines = ["1672531200000,-0.001,0.002,-0.002,0,0,1672534799999,0,12,0,0,0"];
        await File.WriteAllLinesAsync(path, [.. lines, .. lines], Cancel);

        await bench.Get<BarFiles>().ImportAsync(path, Perpetual, BarInterval.OneHour, BarSeries.Premium, Cancel);

        Assert.Single(await bench.Store.Bars.ReadBarsAsync(Perpetual, BarInterval.OneHour, new BarQuery(Series: BarSeries.Premium), Cancel).ToArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("2,0,0.5,2,2,1672531200000,true", "above zero")]
    [InlineData("2,100,-0.5,2,2,1672531200000,true", "above zero")]
    [InlineData("2,100,0.5,3,2,1672531200000,true", "first trade")]
    [InlineData("-2,100,0.5,2,2,1672531200000,true", "negative")]
    [InlineData("2,100,0.5,2,2,37869465600000,true", "future")]
    [InlineData("1,100,0.6,1,1,1672531200000,true", "contradicts")]
    [InlineData("0,100,0.5,0,0,1672531200000,true", "rise")]
    public async Task An_aggregate_trade_that_cannot_be_is_refused_with_its_line(string line, string reason)
    {
        await using var bench = await StartAsync();
        await File.WriteAllLinesAsync(bench.PathOf("bad.csv"), ["1,100,0.5,1,1,1672531200000,true", line], Cancel);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(
            () => bench.Get<TradeFiles>().ImportAggregatesAsync(bench.PathOf("bad.csv"), Perpetual, Cancel));

        Assert.StartsWith("Line 2 is no aggregate trade", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Null(await bench.Store.Aggregates.AggregateTradeIdsAsync(Perpetual, Always.From, Always.To, Cancel));
    }

    [Theory]
    [InlineData("2,100,0,50,1672531200000,True,True", "above zero")]
    [InlineData("1,101,0.5,50,1672531200000,True,True", "contradicts")]
    [InlineData("2,100,0.5,50,1230764400000,True,True", "2009")]
    public async Task A_single_trade_that_cannot_be_is_refused_with_its_line(string line, string reason)
    {
        await using var bench = await StartAsync();
        await File.WriteAllLinesAsync(bench.PathOf("bad.csv"), ["1,100,0.5,50,1672531200000,True,True", line], Cancel);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(
            () => bench.Get<TradeFiles>().ImportSinglesAsync(bench.PathOf("bad.csv"), Bitcoin, Cancel));

        Assert.StartsWith("Line 2 is no trade", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1672560000000,8,1.5", "fraction")]
    [InlineData("1672531200000,8,0.0002", "contradicts")]
    [InlineData("37869465600000,8,0.0001", "future")]
    public async Task A_settlement_that_cannot_be_is_refused_with_its_line(string line, string reason)
    {
        await using var bench = await StartAsync();
        await File.WriteAllLinesAsync(bench.PathOf("bad.csv"), ["1672531200000,8,0.0001", line], Cancel);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(
            () => bench.Get<FundingFiles>().ImportAsync(bench.PathOf("bad.csv"), Perpetual, Cancel));

        Assert.StartsWith("Line 2 is no funding settlement", fault.Message, StringComparison.Ordinal);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("open_time,open,high,low,close\n")]
    [InlineData("\n\n\n")]
    public async Task A_file_without_a_row_is_no_success(string content)
    {
        await using var bench = await StartAsync();
        var path = bench.PathOf("BTCUSDT-1h-2023-01.csv");
        await File.WriteAllTextAsync(path, content, Cancel);

        await Assert.ThrowsAsync<InvalidDataException>(
            () => bench.Get<BarFiles>().ImportAsync(path, Bitcoin, BarInterval.OneHour, BarSeries.Last, Cancel));
    }

    [Theory]
    [InlineData('\n', "more than 1000 lines are blank")]
    [InlineData('1', "longer than 4096 bytes")]
    public async Task A_packed_file_of_nothing_is_refused_at_its_beginning(char filling, string reason)
    {
        await using var bench = await StartAsync();
        var fault = await ImportPackedAsync(bench, writer =>
        {
            var block = new string(filling, 1 << 20);
            for (var i = 0; i < 64; i++)
            {
                writer.Write(block);
            }
        });

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packed_file_out_of_all_proportion_is_refused()
    {
        await using var bench = await StartAsync();
        var fault = await ImportPackedAsync(bench, writer =>
        {
            for (var i = 0; i < 200_000; i++)
            {
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"{Hour}\n"));
            }
        });

        Assert.Contains("too much for its size", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<InvalidDataException> ImportPackedAsync(Workbench bench, Action<StreamWriter> write)
    {
        var path = bench.PathOf("BTCUSDT-1h-2023-01.zip");
        await using (var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, Cancel))
        {
            await using var writer = new StreamWriter(await zip.CreateEntry("BTCUSDT-1h-2023-01.csv").OpenAsync(Cancel));
            write(writer);
        }

        return await Assert.ThrowsAsync<InvalidDataException>(
            () => bench.Get<BarFiles>().ImportAsync(path, Bitcoin, BarInterval.OneHour, BarSeries.Last, Cancel));
    }
}

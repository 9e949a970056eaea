using System.Globalization;
using System.IO.Compression;
using Trading.Contracts;
using Trading.Downloader.Files;
using Trading.MarketStore;
using Trading.Testing;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Files;

public sealed class TradeFileTests
{
    private static readonly InstrumentId Perpetual = new("binance-usdm", "BTCUSDT");
    private static readonly TimeRange Always = new(DateTime.UnixEpoch, new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_recorded_file_of_aggregates_comes_back_byte_for_byte()
    {
        await using var bench = await StartAsync();
        const string Name = "trades/deep_orderbook_BTCUSDT-aggTrades-2020-11-01T09-11.csv.gz";
        var files = bench.Get<TradeFiles>();

        var (rows, stored) = await files.ImportAggregatesAsync(RecordedData.File(Name), Bitcoin, Cancel);
        var again = await files.ImportAggregatesAsync(RecordedData.File(Name), Bitcoin, Cancel);
        await files.ExportAggregatesAsync(bench.PathOf("out.csv"), Bitcoin, Always, header: false, Cancel);

        Assert.Equal((33_835, 33_835, 0), (rows, stored, again.Stored));
        Assert.Equal(RecordedData.Lines(Name), await File.ReadAllLinesAsync(bench.PathOf("out.csv"), Cancel));
        Assert.Equal(await LengthAsync(Name), new FileInfo(bench.PathOf("out.csv")).Length);
    }

    [Theory]
    [InlineData("binance-usdm", "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker", "7,61234.50,0.010,11,12,1735689600000,true", "8,61234.60,0.002,13,13,1735689600123,false")]
    [InlineData("binance-spot", null, "7,0.23110000,173.00000000,11,12,1735689600000123,True,True", "8,0.23110000,1.50000000,13,13,1735689600000124,False,False")]
    [InlineData("binance-spot", null, "7,0.23110000,173.00000000,11,12,1735689599999,True,True", "8,0.23110000,1.50000000,13,13,1735689600000000,False,False")]
    public async Task Aggregates_of_either_market_come_back_as_published(string venue, string? header, params string[] rows)
    {
        await using var bench = await StartAsync();
        var instrument = new InstrumentId(venue, "TRXUSDT");
        string[] lines = header is null ? rows : [header, .. rows];
        await File.WriteAllLinesAsync(bench.PathOf("in.csv"), lines, Cancel);
        var zip = bench.PathOf("TRXUSDT-aggTrades-2025-01-01.zip");
        using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create))
        {
            archive.CreateEntryFromFile(bench.PathOf("in.csv"), "TRXUSDT-aggTrades-2025-01-01.csv");
        }

        var (read, stored) = await bench.Get<TradeFiles>().ImportAggregatesAsync(zip, instrument, Cancel);
        await bench.Get<TradeFiles>().ExportAggregatesAsync(bench.PathOf("out.csv"), instrument, Always, header is not null, Cancel);

        Assert.Equal((2, 2), (read, stored));
        Assert.Equal(lines, await File.ReadAllLinesAsync(bench.PathOf("out.csv"), Cancel));
    }

    [Fact]
    public async Task Single_trades_of_spot_come_back_as_published_and_are_what_market_data_reads()
    {
        await using var bench = await StartAsync();
        string[] lines =
        [
            "348656909,0.23110000,173.00000000,39.98030000,1741046411848211,True,True",
            "348656910,0.23110000,376.10000000,86.91671000,1741046411848212,False,True",
        ];
        await File.WriteAllLinesAsync(bench.PathOf("TRXUSDT-trades-2025-03-04.csv"), lines, Cancel);
        var instrument = new InstrumentId("binance-spot", "TRXUSDT");

        await bench.Get<TradeFiles>().ImportSinglesAsync(bench.PathOf("TRXUSDT-trades-2025-03-04.csv"), instrument, Cancel);
        await bench.Get<TradeFiles>().ExportSinglesAsync(bench.PathOf("out.csv"), instrument, Always, header: false, Cancel);

        Assert.Equal(lines, await File.ReadAllLinesAsync(bench.PathOf("out.csv"), Cancel));
        var trades = await bench.Store.Trades.ReadTradesAsync(instrument, default, Cancel).ToArrayAsync(Cancel);
        Assert.Equal([Side.Sell, Side.Buy], trades.Select(trade => trade.Side));
        Assert.Equal(new DateTime(2025, 3, 4, 0, 0, 11, 848, 211, DateTimeKind.Utc), trades[0].ExchangeTime);
    }

    [Theory]
    [InlineData("7,61234.50,0.010,11,12,1735689600000")]
    [InlineData("7,61234.50,0.010,11,12,1735689600000,maybe")]
    [InlineData("7,abc,0.010,11,12,1735689600000,true")]
    [InlineData("agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker")]
    public async Task A_file_with_one_bad_line_stores_nothing(string bad)
    {
        await using var bench = await StartAsync();
        var rows = Enumerable.Range(1, 25_000).Select(id => string.Create(CultureInfo.InvariantCulture, $"{id},61234.50,0.010,{id},{id},1735689600000,true"));
        await File.WriteAllLinesAsync(bench.PathOf("bad.csv"), rows.Append(bad), Cancel);

        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => bench.Get<TradeFiles>().ImportAggregatesAsync(bench.PathOf("bad.csv"), Perpetual, Cancel));

        Assert.Contains("Line 25001 is no aggregate trade", fault.Message, StringComparison.Ordinal);
        Assert.Null(await bench.Store.Aggregates.AggregateTradeIdsAsync(Perpetual, Always.From, Always.To, Cancel));
    }

    private static async Task<long> LengthAsync(string name)
    {
        await using var content = RecordedData.Open(name);
        using var buffer = new MemoryStream();
        await content.CopyToAsync(buffer, Cancel);
        return buffer.Length;
    }
}

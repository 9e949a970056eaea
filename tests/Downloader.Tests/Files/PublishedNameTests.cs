using Trading.Contracts;
using Trading.Downloader.Files;

namespace Trading.Downloader.Tests.Files;

public sealed class PublishedNameTests
{
    [Theory]
    [InlineData("BTCUSDT-1h-2023-01.csv", nameof(FileKind.Bars), "BTCUSDT", "1h")]
    [InlineData("some_1000SHIBUSDT-1mo-2023-01.zip", nameof(FileKind.Bars), "1000SHIBUSDT", "1M")]
    [InlineData("BTCUSDT-1m-2023-01-31.zip", nameof(FileKind.Bars), "BTCUSDT", "1m")]
    [InlineData("BTCUSDT_240329-1h-2024-01.zip", nameof(FileKind.Bars), "BTCUSDT_240329", "1h")]
    [InlineData("BTCUSDT-aggTrades-2024-03-01.zip", nameof(FileKind.AggTrades), "BTCUSDT", null)]
    [InlineData("deep_orderbook_BTCUSDT-aggTrades-2020-11-01T09-11.csv.gz", nameof(FileKind.AggTrades), "BTCUSDT", null)]
    [InlineData("ETHUSDT-trades-2024-03.csv", nameof(FileKind.Trades), "ETHUSDT", null)]
    [InlineData("BTCUSDT-fundingRate-2024-03.zip", nameof(FileKind.Funding), "BTCUSDT", null)]
    public void A_published_name_tells_kind_symbol_and_interval(string name, string kind, string symbol, string? interval) =>
        Assert.Equal(
            new PublishedName(Enum.Parse<FileKind>(kind), symbol, interval is null ? null : BarInterval.Parse(interval), Series: null),
            PublishedName.Of(name));

    [Theory]
    [InlineData("/data/futures/um/monthly/markPriceKlines/BTCUSDT/1h/BTCUSDT-1h-2024-01.zip", BarSeries.Mark)]
    [InlineData("/data/futures/um/daily/indexPriceKlines/BTCUSDT/1h/BTCUSDT-1h-2024-01-02.zip", BarSeries.Index)]
    [InlineData("/data/futures/um/daily/premiumIndexKlines/BTCUSDT/1h/BTCUSDT-1h-2024-01-02.zip", BarSeries.Premium)]
    public void Its_folder_tells_the_price(string path, BarSeries series) => Assert.Equal(series, PublishedName.Of(path)!.Series);

    [Theory]
    [InlineData("funding.csv")]
    [InlineData("BTCUSDT-7h-2024-01.zip")]
    [InlineData("BTCUSDT-bookTicker-2024-01-01.zip")]
    public void Other_names_tell_nothing(string name) => Assert.Null(PublishedName.Of(name));
}

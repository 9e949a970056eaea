using System.Globalization;
using System.Text;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Binance.Rest;

namespace Trading.Exchanges.Tests.Rest;

public sealed class KlinePageParserTests
{
    private const string Row =
        """[1499040000000,"0.01634790","0.80000000","0.01575800","0.01577100","148976.11427815",1499644799999,"2434.19055334",308,"1756.87402397","28.46694368","0"]""";

    private static readonly DateTime Now = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Reads_a_documented_row_and_keeps_trailing_zeros_and_an_unusual_close_time()
    {
        var bar = Assert.Single(Parse($"[{Row}]"));

        Assert.Equal(
            new Bar(
                new DateTime(2017, 7, 3, 0, 0, 0, DateTimeKind.Utc), BarInterval.OneMinute, 0.01634790m, 0.8m, 0.015758m, 0.015771m,
                148976.11427815m, 2434.19055334m, 308, 1756.87402397m, 28.46694368m, Closed: true, BarSource.Rest,
                CloseTime: DateTimeOffset.FromUnixTimeMilliseconds(1499644799999).UtcDateTime),
            bar);
        Assert.Equal("0.80000000", bar.High.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Takes_microseconds_for_what_they_are() =>
        Assert.Equal(
            new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            Assert.Single(Parse($"[{Row.Replace("1499040000000", "1735689600000000", StringComparison.Ordinal)}]")).OpenTime);

    [Fact]
    public void Marks_a_bar_that_has_not_ended_as_open()
    {
        var page = Encoding.UTF8.GetBytes($"[{Row}]");
        var end = DateTimeOffset.FromUnixTimeMilliseconds(1499644799999).UtcDateTime;

        Assert.False(Assert.Single(KlinePageParser.Parse(page, BarInterval.OneMinute, end)).Closed);
        Assert.True(Assert.Single(KlinePageParser.Parse(page, BarInterval.OneMinute, end.AddMilliseconds(1))).Closed);
    }

    [Theory]
    [InlineData("[]", 0)]
    [InlineData(" [ ] ", 0)]
    [InlineData("[" + Row + "," + Row + "]", 2)]
    [InlineData("[ " + Row + " ,\n " + Row + " ]\n", 2)]
    public void Reads_pages_of_any_length_and_spacing(string page, int rows) => Assert.Equal(rows, Parse(page).Count);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[[]]")]
    [InlineData("""{"code":-1121,"msg":"Invalid symbol."}""")]
    [InlineData("""[[1499040000000,"x","0.8","0.01","0.01","1",1499644799999,"2",308,"1","2","0"]]""")]
    public void Refuses_what_is_no_page_of_klines(string page) => Assert.Throws<FormatException>(() => Parse(page));

    [Fact]
    public void Refuses_a_page_that_is_cut_anywhere()
    {
        var page = $"[{Row},{Row}]";
        for (var length = 0; length < page.Length; length++)
        {
            Assert.Throws<FormatException>(() => Parse(page[..length]));
        }
    }

    [Fact]
    public void Agrees_with_a_slow_reader_on_random_pages()
    {
        const int Seed = 20240808;
        var random = new Random(Seed);
        for (var round = 0; round < 200; round++)
        {
            var page = "[" + string.Join(',', Enumerable.Range(0, random.Next(1, 20)).Select(_ => RandomRow(random))) + "]";

            Assert.Equal(Slow(page), Parse(page));
        }
    }

    private static string RandomRow(Random random)
    {
        string Number() => "\"" + ((decimal)random.NextInt64(-1_000_000_000_000_000_000, 1_000_000_000_000_000_000) / (decimal)Math.Pow(10, random.Next(0, 9)))
            .ToString("F8", CultureInfo.InvariantCulture) + "\"";
        var open = random.NextInt64(0, 2_000_000_000_000);
        return $"[{open},{Number()},{Number()},{Number()},{Number()},{Number()},{open + 59_999},{Number()},{random.Next()},{Number()},{Number()},\"0\"]";
    }

    private static List<Bar> Slow(string page) => [.. JsonDocument.Parse(page).RootElement.EnumerateArray().Select(row =>
    {
        decimal Number(int i) => decimal.Parse(row[i].GetString()!, CultureInfo.InvariantCulture);
        DateTime Time(int i) => DateTime.UnixEpoch.AddMilliseconds(row[i].GetInt64());
        return new Bar(
            Time(0), BarInterval.OneMinute, Number(1), Number(2), Number(3), Number(4), Number(5), Number(7), row[8].GetInt64(), Number(9), Number(10),
            Time(6) < Now, BarSource.Rest);
    })];

    private static List<Bar> Parse(string page) => KlinePageParser.Parse(Encoding.UTF8.GetBytes(page), BarInterval.OneMinute, Now);
}

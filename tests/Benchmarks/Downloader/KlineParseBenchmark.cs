using System.Text;
using System.Text.Json;
using Trading.Benchmarks.Running;
using Trading.Contracts;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Transport;

namespace Trading.Benchmarks.Downloader;

/// <summary>Rows per second and core out of a page of klines, from bytes to bars.</summary>
public sealed class KlineParseBenchmark : IBenchmark
{
    private const int Rows = 1000;
    private const int Pages = 200;

    public string Name => "downloader-kline-parse";

    public string Description => "pages of 1,000 klines from JSON bytes to bars, against System.Text.Json's reader";

    public async Task RunAsync(BenchmarkRun run)
    {
        var page = Page();
        run.Note($"{Rows} rows, {page.Length:N0} bytes a page");
        var results = await run.CompareAsync(
            "kline page to bars (op = row)",
            new BenchmarkCase("digit scan", (long)Rows * Pages, () => Repeat(() => KlinePageParser.Parse(page, BarInterval.OneMinute, DateTime.UnixEpoch.AddYears(200), Rows))),
            new BenchmarkCase("Utf8JsonReader", (long)Rows * Pages, () => Repeat(() => WithReader(page))));
        run.Expect("at least 2,500,000 rows/s on one core", results[0].OperationsPerSecond >= 2_500_000);
        run.Expect("at most 200 bytes allocated per row", results[0].BytesPerOperation <= 200);
    }

    private static Task Repeat(Func<List<Bar>> parse)
    {
        for (var i = 0; i < Pages; i++)
        {
            parse();
        }

        return Task.CompletedTask;
    }

    private static byte[] Page()
    {
        var text = new StringBuilder("[");
        for (var i = 0L; i < Rows; i++)
        {
            var open = 1_704_067_200_000 + i * 60_000;
            text.Append(i == 0 ? "" : ",").Append(
                $"[{open},\"{42_283 + i % 97}.58000000\",\"{42_298 + i % 89}.62000000\",\"{42_261 + i % 83}.02000000\",\"{42_290 + i % 79}.10000000\",\"{35 + i % 7}.92724000\",{open + 59_999},\"1519{i % 10}32.70783590\",{1327 + i},\"23.18766000\",\"980394.03943950\",\"0\"]");
        }

        return Encoding.ASCII.GetBytes(text.Append(']').ToString());
    }

    private static List<Bar> WithReader(ReadOnlySpan<byte> page)
    {
        var bars = new List<Bar>(Rows);
        var reader = new Utf8JsonReader(page);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            var openTime = EpochTime.Utc(Integer(ref reader));
            var (open, high, low, close, volume) = (Decimal(ref reader), Decimal(ref reader), Decimal(ref reader), Decimal(ref reader), Decimal(ref reader));
            Integer(ref reader);
            var quoteVolume = Decimal(ref reader);
            var count = Integer(ref reader);
            bars.Add(new Bar(
                openTime, BarInterval.OneMinute, open, high, low, close, volume, quoteVolume, count, Decimal(ref reader), Decimal(ref reader), Closed: true, BarSource.Rest));
            reader.Read();
            reader.Read();
        }

        return bars;
    }

    private static long Integer(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    private static decimal Decimal(ref Utf8JsonReader reader)
    {
        reader.Read();
        Utf8Digits.ReadDecimal(reader.ValueSpan, out var value);
        return value;
    }
}

using System.IO.Compression;
using System.Text;
using Trading.Benchmarks.Running;
using Trading.Contracts;
using Trading.Downloader.Files;

namespace Trading.Benchmarks.Downloader;

/// <summary>Rows per second and core out of a published zip: unzip and parse.</summary>
public sealed class ArchiveReadBenchmark : IBenchmark
{
    private const int Rows = 200_000;

    public string Name => "downloader-archive-read";

    public string Description => "a zip of 200,000 klines to bars: unzip and parse, in constant memory";

    public async Task RunAsync(BenchmarkRun run)
    {
        var path = Path.Combine(Path.GetTempPath(), $"trading-archive-{Guid.NewGuid():n}.zip");
        Write(path);
        try
        {
            var results = await run.CompareAsync(
                "zip of klines to bars (op = row)",
                BenchmarkCase.Of("unzip and parse", Rows, () =>
                {
                    using var content = PublishedFile.Open(path, zip: true);
                    var rows = KlineCsv.Read(content, BarInterval.OneMinute, BarSeries.Last, DateTime.MaxValue).Sum(batch => batch.Count);
                    _ = rows == Rows ? rows : throw new InvalidDataException($"{rows} rows");
                }));
            run.Expect("at most 40 bytes allocated per row: memory does not grow with the file", results[0].BytesPerOperation <= 40);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Write(string path)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var writer = new StreamWriter(zip.CreateEntry("BTCUSDT-1m-2024-01.csv").Open(), Encoding.ASCII);
        for (var i = 0L; i < Rows; i++)
        {
            var open = 1_704_067_200_000 + i * 60_000;
            writer.Write(
                $"{open},{42_283 + i % 97}.58000000,{42_298 + i % 89}.62000000,{42_261 + i % 83}.02000000,{42_290 + i % 79}.10000000,{35 + i % 7}.92724000,{open + 59_999},1519{i % 10}32.70783590,{1327 + i},23.18766000,980394.03943950,0\n");
        }
    }
}

using System.Text.Json;
using Trading.Benchmarks.Running;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Ticks;

namespace Trading.Benchmarks.MarketData;

public sealed class MarketDataPipelineBenchmark : IBenchmark
{
    private const int Batch = 512;

    public string Name => "market-data-pipeline";

    public string Description => "trade frames in memory: parse, deduplicate, thirteen time bars, one core";

    public async Task RunAsync(BenchmarkRun run)
    {
        var frames = MarketDataFrames.Build();
        var parser = new FrameParser(new SymbolTable(["BTCUSDT"]));
        var batch = new FrameBatch();
        var results = await run.CompareAsync(
            $"{MarketDataFrames.Count:N0} recorded trade frames",
            BenchmarkCase.Of("Utf8JsonReader, tokens only", MarketDataFrames.Count, () =>
            {
                foreach (var frame in frames)
                {
                    var reader = new Utf8JsonReader(frame);
                    while (reader.Read())
                    {
                    }
                }
            }),
            BenchmarkCase.Of("parse", MarketDataFrames.Count, () =>
            {
                for (var i = 0; i < frames.Length; i++)
                {
                    parser.Parse(frames[i], 1, batch);
                    if (i % Batch == 0)
                    {
                        batch.Clear();
                    }
                }

                batch.Clear();
            }),
            BenchmarkCase.Of("parse, dedup, bars", MarketDataFrames.Count, () =>
            {
                var pipeline = MarketDataFrames.NewPipeline();
                for (var i = 0; i < frames.Length; i++)
                {
                    parser.Parse(frames[i], 1, batch);
                    if (i % Batch == 0)
                    {
                        MarketDataFrames.Process(batch, pipeline);
                    }
                }

                MarketDataFrames.Process(batch, pipeline);
            }));
        var all = results[^1];
        run.Expect($"parse, dedup and bars at 3,000,000 trades/s or more: {all.OperationsPerSecond:N0}", all.OperationsPerSecond >= 3_000_000);
        run.Expect($"less than one byte allocated per trade: {all.BytesPerOperation:N3}", all.BytesPerOperation < 1);
    }
}

using System.Diagnostics;
using System.Net.WebSockets;
using Trading.Benchmarks.Running;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Transport;

namespace Trading.Benchmarks.MarketData;

public sealed class MarketDataLoopbackBenchmark : IBenchmark
{
    public string Name => "market-data-loopback";

    public string Description => "WebSocket on loopback to bars, against a ClientWebSocket that only counts the same frames";

    public async Task RunAsync(BenchmarkRun run)
    {
        using var venue = new LoopbackVenue(MarketDataFrames.Wire(MarketDataFrames.Build()));
        var cold = Stopwatch.StartNew();
        await ToBarsAsync(venue.Address);
        run.Note($"cold first pass: {MarketDataFrames.Count / cold.Elapsed.TotalSeconds:N0} frames/s");
        var results = await run.CompareAsync(
            $"{MarketDataFrames.Count:N0} recorded trade frames over loopback",
            new BenchmarkCase("ClientWebSocket, counts", MarketDataFrames.Count, () => CountAsync(venue.Address)),
            new BenchmarkCase("socket to bars", MarketDataFrames.Count, () => ToBarsAsync(venue.Address)));
        run.Expect($"at least 60 % of the counting client: {results[1].Ratio:P0}", results[1].Ratio >= 0.6);
    }

    private static async Task CountAsync(Uri address)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, CancellationToken.None);
        var buffer = new byte[4096];
        for (var count = 0; count < MarketDataFrames.Count;)
        {
            var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
            count += received.EndOfMessage ? 1 : 0;
        }
    }

    private static async Task ToBarsAsync(Uri address)
    {
        await using var socket = await MarketSocket.ConnectAsync(address, 5, TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None);
        var parser = new FrameParser(new SymbolTable(["BTCUSDT"]));
        var pipeline = MarketDataFrames.NewPipeline();
        var batch = new FrameBatch();
        while (await socket.FillAsync(CancellationToken.None))
        {
            Parse(socket, parser, batch);
            MarketDataFrames.Process(batch, pipeline);
        }

        if (pipeline.Counters.Checked != MarketDataFrames.Count || pipeline.Counters.Gaps != 0)
        {
            throw new InvalidOperationException($"{pipeline.Counters.Checked} trades arrived.");
        }
    }

    private static void Parse(MarketSocket socket, FrameParser parser, FrameBatch batch)
    {
        while (socket.TryRead(out _, out var payload) == WebSocketReadResult.Message)
        {
            parser.Parse(payload, 1, batch);
        }
    }
}

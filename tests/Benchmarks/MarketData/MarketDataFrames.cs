using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Pipeline;
using Trading.Testing;

namespace Trading.Benchmarks.MarketData;

/// <summary>The recorded spot trades, lap after lap with ids and times that go on, as a venue would have sent them.</summary>
internal static class MarketDataFrames
{
    public const int Count = 1_000_000;

    private static readonly BarInterval[] Intervals = [.. "1s,1m,3m,5m,15m,30m,1h,2h,4h,6h,8h,12h,1d".Split(',').Select(BarInterval.Parse)];

    public static byte[][] Build(int count = Count)
    {
        var recorded = RecordedData.Lines(RecordedData.SpotSession).Where(line => line.Contains("@trade\"", StringComparison.Ordinal))
            .Select(line => JsonDocument.Parse(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]).RootElement.GetProperty("data")).ToArray();
        var first = recorded[0].GetProperty("T").GetInt64();
        var lap = recorded[^1].GetProperty("T").GetInt64() - first + 1;
        var id = recorded[0].GetProperty("t").GetInt64();
        var frames = new byte[count][];
        for (var i = 0; i < count; i++)
        {
            var data = recorded[i % recorded.Length];
            var shift = i / recorded.Length * lap;
            frames[i] = Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"stream":"btcusdt@trade","data":{"e":"trade","E":{{{data.GetProperty("E").GetInt64() + shift}}},"s":"BTCUSDT","t":{{{id + i}}},"p":"{{{data.GetProperty("p").GetString()}}}","q":"{{{data.GetProperty("q").GetString()}}}","T":{{{data.GetProperty("T").GetInt64() + shift}}},"m":{{{(data.GetProperty("m").GetBoolean() ? "true" : "false")}}},"M":true}}"""));
        }

        return frames;
    }

    /// <summary>The frames as WebSocket messages, one after the other.</summary>
    public static byte[] Wire(byte[][] frames)
    {
        var wire = new byte[frames.Sum(frame => frame.Length + 4)];
        var at = 0;
        foreach (var frame in frames)
        {
            wire[at] = 0x81;
            if (frame.Length < 126)
            {
                wire[at + 1] = (byte)frame.Length;
                at += 2;
            }
            else
            {
                wire[at + 1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(wire.AsSpan(at + 2), (ushort)frame.Length);
                at += 4;
            }

            frame.CopyTo(wire, at);
            at += frame.Length;
        }

        return wire[..at];
    }

    public static SymbolPipeline NewPipeline() => new(new PipelineSettings(Intervals));

    /// <summary>What a processing step does with a batch, without the sinks: every trade through the pipeline, the output taken.</summary>
    public static void Process(FrameBatch batch, SymbolPipeline pipeline)
    {
        foreach (ref readonly var tick in batch.Ticks.Items)
        {
            pipeline.Process(tick, tick.ReceivedTicks);
        }

        pipeline.Output.Clear();
        batch.Clear();
    }
}

using System.Text;
using Trading.Exchanges.Binance.Parsing;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;
using Trading.Testing;

namespace Trading.Exchanges.Tests.Parsing;

public sealed class MutatedFramesTests(ITestOutputHelper output)
{
    private const int Seed = 20240808;

    [Fact]
    public void A_million_mutated_frames_neither_throw_nor_leave_anything_out_of_range()
    {
        var frames = RecordedData.Lines(RecordedData.SpotSession)
            .Concat(RecordedData.Lines(RecordedData.UsdmSession))
            .Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])
            .Where(frame => frame.Length < 2000)
            .Select(Encoding.UTF8.GetBytes)
            .ToArray();
        var random = new Random(Seed);
        var parser = new FrameParser(new SymbolTable(["BTCUSDT"]));
        var batch = new FrameBatch();
        var kinds = new int[Enum.GetValues<FrameKind>().Length];
        var buffer = new byte[8192];
        for (var i = 0; i < 1_000_000; i++)
        {
            batch.Clear();
            var length = Mutate(frames[random.Next(frames.Length)], frames[random.Next(frames.Length)], buffer, random);
            kinds[(int)parser.Parse(buffer.AsSpan(0, length), 42, batch)]++;
            foreach (ref readonly var tick in batch.Ticks.Items)
            {
                Assert.True(tick is { Symbol: 0, TradeId: >= 0, Price: > 0, Quantity: > 0 }, $"{tick} from {Encoding.UTF8.GetString(buffer, 0, length)}");
            }
        }

        output.WriteLine($"seed {Seed}: {string.Join(", ", kinds.Select((count, kind) => $"{(FrameKind)kind} {count}"))}");
        Assert.True(kinds[(int)FrameKind.Malformed] > 100_000);
        Assert.Equal(FrameKind.Trade, parser.Parse(frames.First(frame => frame.AsSpan().IndexOf("@trade"u8) >= 0), 42, batch));
    }

    private static int Mutate(byte[] frame, byte[] other, byte[] buffer, Random random)
    {
        frame.CopyTo(buffer, 0);
        var length = frame.Length;
        for (var edits = random.Next(1, 4); edits > 0 && length > 1; edits--)
        {
            var at = random.Next(length);
            switch (random.Next(6))
            {
                case 0:
                    buffer[at] = (byte)random.Next(256);
                    break;
                case 1:
                    buffer[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    length = at;
                    break;
                case 3:
                    buffer.AsSpan(at + 1, length - at - 1).CopyTo(buffer.AsSpan(at));
                    length--;
                    break;
                case 4:
                    buffer.AsSpan(at, length - at).CopyTo(buffer.AsSpan(at + 1));
                    length++;
                    break;
                default:
                    var part = Math.Min(random.Next(1, 40), other.Length);
                    var from = random.Next(other.Length - part + 1);
                    other.AsSpan(from, part).CopyTo(buffer.AsSpan(at));
                    length = Math.Max(length, at + part);
                    break;
            }
        }

        return length;
    }
}

using System.Buffers.Binary;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Tests.Streams;

public sealed class WebSocketReadBufferTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Messages_come_out_whole_however_the_bytes_arrive(int chunk)
    {
        var random = new Random(7);
        int[] lengths = [0, 1, 125, 126, 127, 65_535, 65_536, 200_000, 17];
        var messages = lengths.Select(length =>
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            return bytes;
        }).ToList();
        var wire = messages.SelectMany(message => Frame(1, message)).ToArray();
        var buffer = new WebSocketReadBuffer(1024);
        var read = new List<byte[]>();
        for (var at = 0; at < wire.Length; at += chunk)
        {
            Fill(buffer, wire.AsSpan(at, Math.Min(chunk, wire.Length - at)));
            while (buffer.TryRead(out var opcode, out var payload) == WebSocketReadResult.Message)
            {
                Assert.Equal(WebSocketOpcode.Text, opcode);
                read.Add(payload.ToArray());
            }
        }

        Assert.Equal(messages, read);
    }

    [Fact]
    public void Fragments_are_put_together_around_a_ping()
    {
        var buffer = new WebSocketReadBuffer();
        Fill(buffer, [.. Frame(1, "Hel"u8.ToArray(), final: false), .. Frame(9, [1, 2]), .. Frame(0, "lo"u8.ToArray())]);
        Assert.Equal(WebSocketReadResult.Message, buffer.TryRead(out var first, out var ping));
        Assert.Equal(WebSocketOpcode.Ping, first);
        Assert.Equal([1, 2], ping.ToArray());
        Assert.Equal(WebSocketReadResult.Message, buffer.TryRead(out var second, out var text));
        Assert.Equal(WebSocketOpcode.Text, second);
        Assert.Equal("Hello"u8.ToArray(), text.ToArray());
        Assert.Equal(WebSocketReadResult.NeedsMore, buffer.TryRead(out _, out _));
    }

    [Theory]
    [InlineData(new byte[] { 0xC1, 0x00 })]
    [InlineData(new byte[] { 0x81, 0x80 })]
    [InlineData(new byte[] { 0x83, 0x00 })]
    [InlineData(new byte[] { 0x80, 0x00 })]
    [InlineData(new byte[] { 0x09, 0x00 })]
    [InlineData(new byte[] { 0x81, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void A_peer_that_breaks_the_protocol_is_found_out(byte[] wire)
    {
        var buffer = new WebSocketReadBuffer();
        Fill(buffer, wire);
        Assert.Equal(WebSocketReadResult.ProtocolError, buffer.TryRead(out _, out _));
    }

    private static void Fill(WebSocketReadBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var free = buffer.Free().Span;
            var part = Math.Min(free.Length, bytes.Length);
            bytes[..part].CopyTo(free);
            buffer.Filled(part);
            bytes = bytes[part..];
        }
    }

    private static byte[] Frame(int opcode, byte[] payload, bool final = true)
    {
        var first = (byte)((final ? 0x80 : 0) | opcode);
        var header = new byte[10];
        header[0] = first;
        switch (payload.Length)
        {
            case < 126:
                header[1] = (byte)payload.Length;
                return [.. header[..2], .. payload];
            case <= ushort.MaxValue:
                header[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)payload.Length);
                return [.. header[..4], .. payload];
            default:
                header[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(2), (ulong)payload.Length);
                return [.. header, .. payload];
        }
    }
}

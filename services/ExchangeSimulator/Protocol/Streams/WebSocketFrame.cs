using System.Buffers.Binary;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>Wire format of RFC 6455 as a server writes it: unmasked, one frame a message.</summary>
internal static class WebSocketFrame
{
    public const byte Text = 1;
    public const byte Binary = 2;
    public const byte Close = 8;
    public const byte Ping = 9;
    public const byte Pong = 10;
    public const int MaxHeader = 10;

    public static int WriteHeader(Span<byte> target, byte opcode, int length)
    {
        target[0] = (byte)(0x80 | opcode);
        if (length < 126)
        {
            target[1] = (byte)length;
            return 2;
        }

        if (length <= ushort.MaxValue)
        {
            target[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)length);
            return 4;
        }

        target[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(target[2..], (ulong)length);
        return 10;
    }

    /// <summary>What follows the header of a frame that <see cref="WriteHeader"/> has begun.</summary>
    public static ReadOnlySpan<byte> PayloadOf(ReadOnlySpan<byte> frame) => frame[(frame[1] switch { 126 => 4, 127 => 10, _ => 2 })..];

    public static byte[] Of(byte opcode, ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[MaxHeader];
        var size = WriteHeader(header, opcode, payload.Length);
        var frame = new byte[size + payload.Length];
        header[..size].CopyTo(frame);
        payload.CopyTo(frame.AsSpan(size));
        return frame;
    }

    /// <summary>A close frame with its status code, such as 1008 for a broken policy.</summary>
    public static byte[] OfClose(ushort status, string reason)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(reason);
        var payload = new byte[2 + text.Length];
        BinaryPrimitives.WriteUInt16BigEndian(payload, status);
        text.CopyTo(payload, 2);
        return Of(Close, payload);
    }
}

using System.Buffers.Binary;

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>Reads the masked frames of one client. Fragmented and oversized messages end the connection: no client needs them.</summary>
internal sealed class ClientFrameReader(Stream stream)
{
    private const int MaxPayload = 256 * 1024;
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <returns>Null when the client has gone or broke the protocol.</returns>
    public async ValueTask<(byte Opcode, byte[] Payload)?> ReadAsync(CancellationToken cancellation)
    {
        if (!await FillAsync(2, cancellation))
        {
            return null;
        }

        var first = _buffer[_start];
        var second = _buffer[_start + 1];
        var lengthSize = (second & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 };
        var header = 2 + lengthSize + 4;
        if ((first & 0x80) == 0 || (second & 0x80) == 0 || !await FillAsync(header, cancellation))
        {
            return null;
        }

        var length = lengthSize switch
        {
            0 => (ulong)(second & 0x7F),
            2 => BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start + 2)),
            _ => BinaryPrimitives.ReadUInt64BigEndian(_buffer.AsSpan(_start + 2)),
        };
        if (length > MaxPayload || !await FillAsync(header + (int)length, cancellation))
        {
            return null;
        }

        var mask = _buffer.AsSpan(_start + 2 + lengthSize, 4);
        var payload = _buffer.AsSpan(_start + header, (int)length).ToArray();
        for (var i = 0; i < payload.Length; i++)
        {
            payload[i] ^= mask[i & 3];
        }

        _start += header + (int)length;
        return ((byte)(first & 0x0F), payload);
    }

    private async ValueTask<bool> FillAsync(int count, CancellationToken cancellation)
    {
        if (_end - _start < count && _buffer.Length - _start < count)
        {
            var target = _buffer.Length >= count ? _buffer : new byte[Math.Max(count, _buffer.Length * 2)];
            Buffer.BlockCopy(_buffer, _start, target, 0, _end - _start);
            _end -= _start;
            _start = 0;
            _buffer = target;
        }

        while (_end - _start < count)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }
}

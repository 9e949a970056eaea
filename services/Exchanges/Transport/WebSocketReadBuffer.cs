using System.Buffers.Binary;

namespace Trading.Exchanges.Transport;

/// <summary>
/// Cuts the bytes that a server sends into WebSocket messages (RFC 6455) without copying them: a message is a slice of the read
/// buffer. Only a fragmented message, which market streams never send, is put together aside.
/// </summary>
public sealed class WebSocketReadBuffer(int initialBytes = 256 * 1024, int maxMessageBytes = 16 * 1024 * 1024)
{
    private byte[] _bytes = new byte[initialBytes];
    private byte[] _fragments = [];
    private int _fragmentBytes;
    private WebSocketOpcode _fragmentOpcode;
    private int _start;
    private int _end;

    /// <summary>Where the next bytes of the socket go. Slices handed out before are invalid after this.</summary>
    public Memory<byte> Free()
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_start > 0 && _bytes.Length - _end < _bytes.Length / 2)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            _end -= _start;
            _start = 0;
        }

        if (_end == _bytes.Length)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        return _bytes.AsMemory(_end);
    }

    public void Filled(int count) => _end += count;

    /// <summary>The next message: text, binary or a control message. Its bytes stay valid until <see cref="Free"/>.</summary>
    public WebSocketReadResult TryRead(out WebSocketOpcode opcode, out ReadOnlySpan<byte> payload)
    {
        while (true)
        {
            var result = TryReadFrame(out opcode, out payload, out var final);
            if (result != WebSocketReadResult.Message)
            {
                return result;
            }

            if (opcode >= WebSocketOpcode.Close)
            {
                return final && payload.Length <= 125 ? WebSocketReadResult.Message : WebSocketReadResult.ProtocolError;
            }

            var continues = opcode == WebSocketOpcode.Continuation;
            if (continues != (_fragmentOpcode != WebSocketOpcode.Continuation))
            {
                return WebSocketReadResult.ProtocolError;
            }

            if (final && !continues)
            {
                return WebSocketReadResult.Message;
            }

            if (!TryAppend(payload))
            {
                return WebSocketReadResult.ProtocolError;
            }

            _fragmentOpcode = continues ? _fragmentOpcode : opcode;
            if (final)
            {
                opcode = _fragmentOpcode;
                payload = _fragments.AsSpan(0, _fragmentBytes);
                _fragmentOpcode = WebSocketOpcode.Continuation;
                _fragmentBytes = 0;
                return WebSocketReadResult.Message;
            }
        }
    }

    private WebSocketReadResult TryReadFrame(out WebSocketOpcode opcode, out ReadOnlySpan<byte> payload, out bool final)
    {
        opcode = default;
        payload = default;
        final = false;
        var bytes = _bytes.AsSpan(_start, _end - _start);
        if (bytes.Length < 2)
        {
            return WebSocketReadResult.NeedsMore;
        }

        // Reserved bits need an extension, none was offered; a server never masks.
        if ((bytes[0] & 0x70) != 0 || (bytes[1] & 0x80) != 0 || (bytes[0] & 0x0F) is > 2 and < 8 or > 10)
        {
            return WebSocketReadResult.ProtocolError;
        }

        final = (bytes[0] & 0x80) != 0;
        opcode = (WebSocketOpcode)(bytes[0] & 0x0F);
        var header = 2;
        ulong length = (uint)(bytes[1] & 0x7F);
        if (length == 126)
        {
            header = 4;
            if (bytes.Length < header)
            {
                return WebSocketReadResult.NeedsMore;
            }

            length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        }
        else if (length == 127)
        {
            header = 10;
            if (bytes.Length < header)
            {
                return WebSocketReadResult.NeedsMore;
            }

            length = BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
        }

        if (length > (ulong)maxMessageBytes)
        {
            return WebSocketReadResult.ProtocolError;
        }

        if ((ulong)(bytes.Length - header) < length)
        {
            return WebSocketReadResult.NeedsMore;
        }

        payload = bytes.Slice(header, (int)length);
        _start += header + (int)length;
        return WebSocketReadResult.Message;
    }

    private bool TryAppend(ReadOnlySpan<byte> payload)
    {
        if (_fragmentBytes + payload.Length > maxMessageBytes)
        {
            return false;
        }

        if (_fragments.Length < _fragmentBytes + payload.Length)
        {
            Array.Resize(ref _fragments, Math.Max(4096, (_fragmentBytes + payload.Length) * 2));
        }

        payload.CopyTo(_fragments.AsSpan(_fragmentBytes));
        _fragmentBytes += payload.Length;
        return true;
    }
}

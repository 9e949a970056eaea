namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>The frames of the current step in one form (raw or combined), encoded once for all who want them.</summary>
internal sealed class FrameLog
{
    private readonly List<FrameEntry> _entries = [];
    private readonly List<FrameBlock> _full = [];
    private FrameBlock _block = FrameBlock.Rent(FrameBlock.Size);

    public IReadOnlyList<FrameEntry> Entries => _entries;

    public void Append(Topic topic, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> suffix)
    {
        var length = prefix.Length + payload.Length + suffix.Length;
        if (_block.Free < length + WebSocketFrame.MaxHeader)
        {
            _full.Add(_block);
            _block = FrameBlock.Rent(length + WebSocketFrame.MaxHeader);
        }

        var offset = _block.Used;
        var target = _block.Bytes.AsSpan(offset);
        var header = WebSocketFrame.WriteHeader(target, WebSocketFrame.Text, length);
        prefix.CopyTo(target[header..]);
        payload.CopyTo(target[(header + prefix.Length)..]);
        suffix.CopyTo(target[(header + prefix.Length + payload.Length)..]);
        _block.Used += header + length;
        _entries.Add(new FrameEntry(topic, _block, offset, header + length));
    }

    /// <summary>Forgets the step's frames; clients that still need them hold their blocks.</summary>
    public void Clear()
    {
        _entries.Clear();
        _full.ForEach(block => block.Release());
        _full.Clear();
        if (_block.IsAlone)
        {
            _block.Used = 0;
        }
    }
}

/// <summary>One frame of the log with the stream that it belongs to.</summary>
internal readonly record struct FrameEntry(Topic Topic, FrameBlock Block, int Offset, int Length);

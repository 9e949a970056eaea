namespace Trading.Exchanges.Transport;

/// <content>Skipping fields that are not read.</content>
internal ref partial struct JsonCursor
{
    private const int MaxDepth = 16;

    /// <summary>Steps over any value, nested ones too.</summary>
    public bool TrySkip() => TrySkip(0);

    private bool TrySkip(int depth)
    {
        var b = Peek();
        switch (b)
        {
            case (byte)'"':
                return TrySkipString();
            case (byte)'t':
                return TryWord("true"u8);
            case (byte)'f':
                return TryWord("false"u8);
            case (byte)'n':
                return TryWord("null"u8);
            case (byte)'{' or (byte)'[':
                return depth < MaxDepth && TrySkipNested(b == (byte)'{', depth + 1);
            default:
                return TrySkipNumber();
        }
    }

    private bool TrySkipNested(bool isObject, int depth)
    {
        var closing = (byte)(isObject ? '}' : ']');
        _at++;
        if (TryTake(closing))
        {
            return true;
        }

        while (true)
        {
            if ((isObject && !TrySkipName()) || !TrySkip(depth) || !TrySeparator(closing, out var more))
            {
                return false;
            }

            if (!more)
            {
                return true;
            }
        }
    }

    private bool TrySkipName() => Peek() == (byte)'"' && TrySkipString() && TryTake((byte)':');

    private bool TrySkipString()
    {
        _at++;
        while ((uint)_at < (uint)_text.Length)
        {
            switch (_text[_at++])
            {
                case (byte)'"':
                    return true;
                case (byte)'\\':
                    _at++;
                    break;
                case < 0x20:
                    return false;
            }
        }

        return false;
    }

    private bool TrySkipNumber()
    {
        var start = _at;
        while ((uint)_at < (uint)_text.Length
            && _text[_at] is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E')
        {
            _at++;
        }

        return _at > start;
    }
}

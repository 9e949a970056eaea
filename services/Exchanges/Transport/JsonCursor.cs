using System.Runtime.CompilerServices;
using Trading.Exchanges.Ticks;

namespace Trading.Exchanges.Transport;

/// <summary>
/// A forward scanner over the UTF-8 bytes of one JSON text. It knows as much JSON as market frames use, takes white space
/// anywhere JSON allows it, and never throws: a method that does not find what it is asked for returns false, for good.
/// </summary>
internal ref partial struct JsonCursor(ReadOnlySpan<byte> text)
{
    private static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    public readonly bool AtEnd => _at >= _text.Length;

    /// <summary>The next byte that is not white space, or 0 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Peek()
    {
        while ((uint)_at < (uint)_text.Length)
        {
            var b = _text[_at];
            if (b > (byte)' ')
            {
                return b;
            }

            _at++;
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(byte wanted)
    {
        if (Peek() != wanted)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>A string without escapes: names, symbols and numbers have none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryString(out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryTake((byte)'"'))
        {
            return false;
        }

        var start = _at;
        while ((uint)_at < (uint)_text.Length)
        {
            var b = _text[_at];
            if (b == (byte)'"')
            {
                value = _text[start.._at];
                _at++;
                return true;
            }

            if (b is (byte)'\\' or < 0x20)
            {
                return false;
            }

            _at++;
        }

        return false;
    }

    /// <summary>A member's name and its colon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryName(out ReadOnlySpan<byte> name) => TryString(out name) && TryTake((byte)':');

    /// <summary>After a value inside an object or array: true and <paramref name="more"/>, or true at the closing byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TrySeparator(byte closing, out bool more)
    {
        var b = Peek();
        _at++;
        more = b == (byte)',';
        return more || b == closing;
    }

    /// <summary>A whole number of at most 18 digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryLong(out long value)
    {
        var first = Peek();
        var negative = first == (byte)'-';
        if (negative)
        {
            _at++;
        }

        var start = _at;
        value = Digits();
        var count = _at - start;
        if (negative)
        {
            value = -value;
        }

        return count is > 0 and <= 18;
    }

    public bool TryBool(out bool value)
    {
        value = Peek() == (byte)'t';
        return TryWord(value ? "true"u8 : "false"u8);
    }

    /// <summary>A decimal in a string, as exact <see cref="Fixed8"/> units; more than eight decimals only when they are zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFixed(out long units)
    {
        units = 0;
        if (!TryTake((byte)'"'))
        {
            return false;
        }

        var negative = (uint)_at < (uint)_text.Length && _text[_at] == (byte)'-';
        if (negative)
        {
            _at++;
        }

        var start = _at;
        var whole = Digits();
        var wholeDigits = _at - start;
        if (wholeDigits is 0 or > 11)
        {
            return false;
        }

        long fraction = 0;
        if ((uint)_at < (uint)_text.Length && _text[_at] == (byte)'.')
        {
            start = ++_at;
            var limit = Math.Min(_text.Length, start + Fixed8.Digits);
            while (_at < limit && (uint)(_text[_at] - '0') <= 9)
            {
                fraction = fraction * 10 + (_text[_at++] - '0');
            }

            var digits = _at - start;
            if (digits == 0)
            {
                return false;
            }

            fraction *= Powers[Fixed8.Digits - digits];
            while ((uint)_at < (uint)_text.Length && _text[_at] == (byte)'0')
            {
                _at++;
            }
        }

        if ((uint)_at >= (uint)_text.Length || _text[_at] != (byte)'"' || whole > long.MaxValue / Fixed8.One - 1)
        {
            return false;
        }

        _at++;
        units = whole * Fixed8.One + fraction;
        if (negative)
        {
            units = -units;
        }

        return true;
    }

    private bool TryWord(ReadOnlySpan<byte> word)
    {
        if (Peek() == 0 || !_text[_at..].StartsWith(word))
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Digits()
    {
        long value = 0;
        while ((uint)_at < (uint)_text.Length)
        {
            var digit = (uint)(_text[_at] - '0');
            if (digit > 9)
            {
                break;
            }

            value = unchecked(value * 10 + digit);
            _at++;
        }

        return value;
    }
}

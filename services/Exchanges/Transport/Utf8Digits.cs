using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Trading.Exchanges.Transport;

/// <summary>
/// Numbers in a venue's text, digit by digit. A decimal keeps its trailing zeros: <c>1.50</c> is not <c>1.5</c> in a file.
/// </summary>
public static class Utf8Digits
{
    // 18 digits always fit a ulong; longer numbers take the framework's way.
    private const int FastDigits = 18;

    /// <summary>Reads a decimal at the start of <paramref name="text"/>; returns its length, 0 when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadDecimal(ReadOnlySpan<byte> text, out decimal value)
    {
        ulong digits = 0;
        var count = 0;
        var scale = 0;
        var fraction = 0;
        var position = 0;
        var negative = text.Length > 0 && text[0] == (byte)'-';
        if (negative)
        {
            position = 1;
        }

        for (; position < text.Length; position++)
        {
            var digit = (uint)(text[position] - '0');
            if (digit <= 9)
            {
                digits = digits * 10 + digit;
                scale += fraction;
                count++;
            }
            else if (text[position] == (byte)'.' && fraction == 0)
            {
                fraction = 1;
            }
            else
            {
                break;
            }
        }

        if (count is 0 or > FastDigits || (position < text.Length && (text[position] | 0x20) == (byte)'e'))
        {
            return ReadUncommon(text, out value);
        }

        value = new decimal((int)digits, (int)(digits >> 32), 0, negative, (byte)scale);
        return position;
    }

    /// <summary>Reads a whole number at the start of <paramref name="text"/>; returns its length, 0 when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadInteger(ReadOnlySpan<byte> text, out long value)
    {
        ulong digits = 0;
        var negative = text.Length > 0 && text[0] == (byte)'-';
        var start = negative ? 1 : 0;
        var position = start;
        for (; position < text.Length; position++)
        {
            var digit = (uint)(text[position] - '0');
            if (digit > 9)
            {
                break;
            }

            digits = digits * 10 + digit;
        }

        value = negative ? -(long)digits : (long)digits;
        return position == start || position - start > FastDigits ? 0 : position;
    }

    private static int ReadUncommon(ReadOnlySpan<byte> text, out decimal value)
    {
        if (Utf8Parser.TryParse(text, out value, out var consumed) && (consumed == text.Length || (text[consumed] | 0x20) != (byte)'e'))
        {
            return consumed;
        }

        return Utf8Parser.TryParse(text, out value, out consumed, 'e') ? consumed : 0;
    }
}

using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Trading.ExchangeSimulator.Protocol.Json;

/// <summary>
/// Writes one stream payload as ASCII into a reused buffer, without a document or a string in between: the market's streams carry many
/// thousands of frames a second, and this way none of them allocates.
/// </summary>
internal sealed class JsonFrame
{
    // Every number is preceded by text, so room for one number after each text is room enough.
    private const int Headroom = 2 * Fixed.MostBytes;
    private byte[] _buffer = new byte[64 * 1024];
    private int _position;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _position);

    public JsonFrame Start(ReadOnlySpan<byte> text)
    {
        _position = 0;
        return Text(text);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public JsonFrame Text(ReadOnlySpan<byte> text)
    {
        if (_buffer.Length - _position < text.Length + Headroom)
        {
            Array.Resize(ref _buffer, (_buffer.Length + text.Length) * 2);
        }

        text.CopyTo(_buffer.AsSpan(_position));
        _position += text.Length;
        return this;
    }

    public JsonFrame Number(long value)
    {
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_position), out var written);
        _position += written;
        return this;
    }

    public JsonFrame String(string value) => Text("\""u8).Text(JsonEncodedText.Encode(value).EncodedUtf8Bytes).Text("\""u8);

    /// <summary>An enum's value as the venue spells it.</summary>
    public JsonFrame Word<T>(T value)
        where T : struct, Enum => String(WireWords.Of(value));

    /// <summary>A decimal in quotes, cut off and not rounded.</summary>
    public JsonFrame Decimal(decimal value, int decimals = 8) => Price(Fixed.Of(value).Value, decimals);

    public JsonFrame Bool(bool value) => Text(value ? "true"u8 : "false"u8);

    /// <summary>A value in units of 10^-8 with so many decimals, in quotes.</summary>
    public JsonFrame Price(long value, int decimals)
    {
        _buffer[_position++] = (byte)'"';
        _position += new Fixed(value, decimals).Format(_buffer.AsSpan(_position));
        _buffer[_position++] = (byte)'"';
        return this;
    }

    /// <summary>A product of price and quantity (units of 10^-16), printed to so many decimals.</summary>
    public JsonFrame Product(Int128 value, int decimals) => Price(Fixed.OfProduct(value, decimals).Value, decimals);
}

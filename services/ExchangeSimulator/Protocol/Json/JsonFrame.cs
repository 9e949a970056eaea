using System.Buffers.Text;
using System.Runtime.CompilerServices;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Json;

/// <summary>Writes one JSON payload as ASCII into a reused buffer, without a document or a string in between.</summary>
internal sealed class JsonFrame
{
    // Every number is preceded by text, so room for one number after each text is room enough.
    private const int Headroom = 64;
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

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _position);

    public JsonFrame Number(long value)
    {
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_position), out var written);
        _position += written;
        return this;
    }

    /// <summary>A string of letters, digits and punctuation that JSON does not escape, in quotes.</summary>
    public JsonFrame String(string value)
    {
        Text("\""u8);
        Text(System.Text.Encoding.UTF8.GetBytes(value));
        return Text("\""u8);
    }

    /// <summary>A decimal in quotes, printed to <paramref name="decimals"/> places, cut off and not rounded.</summary>
    public JsonFrame Decimal(decimal value, int decimals = 8) => Price((long)(value * E8.One), decimals);

    public JsonFrame Bool(bool value) => Text(value ? "true"u8 : "false"u8);

    /// <summary>A value in units of 10^-8 with so many decimals, in quotes.</summary>
    public JsonFrame Price(long value, int decimals)
    {
        _buffer[_position++] = (byte)'"';
        Digits(value, decimals);
        _buffer[_position++] = (byte)'"';
        return this;
    }

    /// <summary>A product of price and quantity (units of 10^-16), printed to eight decimals.</summary>
    public JsonFrame Product(Int128 value, int decimals) => Price((long)(value / E8.One), decimals);

    private void Digits(long value, int decimals)
    {
        if (value < 0)
        {
            _buffer[_position++] = (byte)'-';
            value = -value;
        }

        var whole = value / E8.One;
        var fraction = (int)(value - whole * E8.One);
        Number(whole);
        if (decimals == 0)
        {
            return;
        }

        _buffer[_position] = (byte)'.';
        for (var i = 8; i > 0; i--)
        {
            var digit = fraction % 10;
            fraction /= 10;
            if (i <= decimals)
            {
                _buffer[_position + i] = (byte)('0' + digit);
            }
        }

        _position += decimals + 1;
    }
}

using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Json;

/// <summary>A number that the venue sends as text: units of 10^-8, printed to so many places, cut off and not rounded.</summary>
[JsonConverter(typeof(FixedConverter))]
internal readonly record struct Fixed(long Value, int Decimals)
{
    /// <summary>Bytes that <see cref="Format"/> needs at most.</summary>
    public const int MostBytes = 32;

    public static Fixed Zero { get; } = new(0, 8);

    public static Fixed Of(decimal value, int decimals = 8) => new((long)(value * E8.One), decimals);

    /// <summary>A product of price and quantity, in units of 10^-16.</summary>
    public static Fixed OfProduct(Int128 value, int decimals) => new((long)(value / E8.One), decimals);

    /// <returns>The number of bytes written.</returns>
    public int Format(Span<byte> target)
    {
        var (value, position) = (Value, 0);
        if (value < 0)
        {
            target[position++] = (byte)'-';
            value = -value;
        }

        var whole = value / E8.One;
        var fraction = (int)(value - whole * E8.One);
        Utf8Formatter.TryFormat(whole, target[position..], out var written);
        position += written;
        if (Decimals == 0)
        {
            return position;
        }

        target[position] = (byte)'.';
        for (var i = 8; i > 0; i--)
        {
            var digit = fraction % 10;
            fraction /= 10;
            if (i <= Decimals)
            {
                target[position + i] = (byte)('0' + digit);
            }
        }

        return position + Decimals + 1;
    }
}

internal sealed class FixedConverter : JsonConverter<Fixed>
{
    public override Fixed Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, Fixed value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Fixed.MostBytes];
        writer.WriteStringValue(text[..value.Format(text)]);
    }
}

using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Trading.ServiceDefaults.Json;

/// <summary>Writes decimals as strings so that no reader turns money into a binary float; reads strings and numbers.</summary>
/// <param name="exact">Refuses text that is no plain number (spaces, a plus, leading zeros), and digits that a decimal would drop.</param>
public sealed partial class DecimalStringConverter(bool exact = false) : JsonConverter<decimal>
{
    /// <summary>A decimal holds that many significant digits whatever they are.</summary>
    private const int Digits = 28;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (exact && reader.TokenType is (JsonTokenType.Number or JsonTokenType.String) && Problem(TextOf(ref reader)) is { } problem)
        {
            throw new JsonException(problem);
        }

        if (reader.TokenType == JsonTokenType.Number)
        {
            return reader.GetDecimal();
        }

        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"A decimal is a string or a number, not {reader.TokenType}.");
        }

        if (!reader.HasValueSequence && !reader.ValueIsEscaped
            && Utf8Parser.TryParse(reader.ValueSpan, out decimal value, out var consumed) && consumed == reader.ValueSpan.Length)
        {
            return value;
        }

        return decimal.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var slow)
            ? slow
            : throw new JsonException($"'{reader.GetString()}' is not a decimal.");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[40];
        value.TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..written]);
    }

    private static string TextOf(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String ? reader.GetString()!
        : Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan);

    private static string? Problem(string text) =>
        !PlainNumber().IsMatch(text) ? $"'{text}' is not a decimal."
        : text.Split('e', 'E')[0].Where(char.IsAsciiDigit).SkipWhile(digit => digit == '0')
            .Count() > Digits ? "more digits than a decimal holds (28)."
        : !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? $"{text} is beyond what a decimal holds, {decimal.MinValue} to {decimal.MaxValue}."
        : value == 0 && text.Split('e', 'E')[0].Any(digit => digit is >= '1' and <= '9')
            ? $"{text} is nearer to 0 than a decimal holds (28 decimals)."
        : null;

    // The grammar of JSON's own numbers.
    [GeneratedRegex(
        @"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainNumber();
}

using System.Text.Json;

namespace Trading.Exchanges.Transport;

/// <summary>Steps through a venue's JSON; whatever is not as documented is a <see cref="FormatException"/>.</summary>
internal static class JsonPages
{
    public static void BeginArray(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unexpected(ref reader, "an array");
        }
    }

    /// <summary>True with the reader on the start of the next object, false at the end of the array.</summary>
    public static bool NextObject(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.EndArray))
        {
            throw Unexpected(ref reader, "an object");
        }

        return reader.TokenType == JsonTokenType.StartObject;
    }

    /// <summary>The next token as a whole number.</summary>
    public static long Integer(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number ? reader.GetInt64() : throw Unexpected(ref reader, "a whole number");
    }

    /// <summary>The next token, a string or a number, as a decimal that keeps its trailing zeros.</summary>
    public static decimal Decimal(ref Utf8JsonReader reader)
    {
        reader.Read();
        var text = reader.ValueSpan;
        return reader.TokenType is JsonTokenType.String or JsonTokenType.Number
            && Utf8Digits.ReadDecimal(text, out var value) == text.Length && text.Length > 0
                ? value
                : throw Unexpected(ref reader, "a decimal");
    }

    /// <summary>The next token as a decimal; null when it is null or an empty string.</summary>
    public static decimal? DecimalOrNull(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        ahead.Read();
        if (ahead.TokenType == JsonTokenType.Null || (ahead.TokenType == JsonTokenType.String && ahead.ValueSpan.IsEmpty))
        {
            reader.Read();
            return null;
        }

        return Decimal(ref reader);
    }

    private static FormatException Unexpected(ref Utf8JsonReader reader, string wanted) =>
        new($"Expected {wanted}, found {reader.TokenType} at byte {reader.TokenStartIndex}.");
}

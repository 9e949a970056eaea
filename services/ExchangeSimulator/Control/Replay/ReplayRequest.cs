using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trading.ExchangeSimulator.Control.Replay;

/// <param name="Speed">A number or the text <c>max</c>; 1 when absent.</param>
internal sealed record ReplayRequest(string? File, [property: JsonConverter(typeof(NumberOrTextConverter))] string? Speed = null);

internal sealed class NumberOrTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        JsonTokenType.String => reader.GetString(),
        _ => throw new JsonException("It is a number or a text."),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trading.Contracts;

public sealed class BarIntervalConverter : JsonConverter<BarInterval>
{
    public override BarInterval Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BarInterval.TryParse(reader.GetString(), out var interval)
            ? interval
            : throw new JsonException(BarInterval.Problem(reader.GetString()));

    public override void Write(Utf8JsonWriter writer, BarInterval value, JsonSerializerOptions options)
    {
        writer.WriteStringValue(value.Code);
    }
}

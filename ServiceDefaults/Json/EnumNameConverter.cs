using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trading.ServiceDefaults.Json;

/// <summary>Reads an enum value by its name and by nothing else; a wrong one is answered with the names that exist.</summary>
internal sealed class EnumNameConverter : JsonConverterFactory
{
    private const int LongestEcho = 40;

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String
                ? Value(reader.GetString()!)
                : throw new JsonException($"must be one of {EnumNames.List<TEnum>()}, in quotes.");

        public override TEnum ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Value(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WriteStringValue(EnumNames.Of(value));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
            writer.WritePropertyName(EnumNames.Of(value));

        private static TEnum Value(string name) => EnumNames.TryParse<TEnum>(name, out var value)
            ? value
            : throw new JsonException(
                $"'{(name.Length > LongestEcho ? name[..LongestEcho] + "..." : name)}' is none of {EnumNames.List<TEnum>()}.");
    }
}

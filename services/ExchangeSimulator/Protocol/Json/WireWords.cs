using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Trading.ExchangeSimulator.Engine.Markets;

namespace Trading.ExchangeSimulator.Protocol.Json;

/// <summary>How the venue spells things.</summary>
internal static class WireWords
{
    /// <summary>Enums as <c>STOP_LOSS_LIMIT</c>, and nothing for what is null.</summary>
    /// <param name="naming">Of the fields; null: a record names its fields as the wire does.</param>
    public static JsonSerializerOptions Options(JsonNamingPolicy? naming, JavaScriptEncoder encoder) => new()
    {
        PropertyNamingPolicy = naming,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = encoder,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
    };

    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    /// <summary>False when the text is not exactly the venue's word for a value.</summary>
    public static bool TryParse<T>(string text, out T value)
        where T : struct, Enum =>
        Enum.TryParse(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out value)
        && Enum.IsDefined(value) && string.Equals(Of(value), text, StringComparison.Ordinal);

    /// <summary>A price of the symbol.</summary>
    public static Fixed Price(this MarketSpec spec, long value) => new(value, spec.PriceDecimals);

    /// <summary>A quantity of the symbol.</summary>
    public static Fixed Size(this MarketSpec spec, long value) => new(value, spec.QuantityDecimals);
}

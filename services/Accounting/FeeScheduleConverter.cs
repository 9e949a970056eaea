using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trading.Accounting;

/// <summary>Reads one rate for both sides (<c>0.001</c>) or <c>{"taker":0.001,"maker":0.0008}</c>; writes the object.</summary>
internal sealed class FeeScheduleConverter : JsonConverter<FeeSchedule>
{
    public override FeeSchedule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            var rate = JsonSerializer.Deserialize<decimal>(ref reader, options);
            return new FeeSchedule(rate, rate);
        }

        var rates = JsonSerializer.Deserialize<Rates>(ref reader, options)!;
        return new FeeSchedule(rates.Taker, rates.Maker ?? rates.Taker);
    }

    public override void Write(Utf8JsonWriter writer, FeeSchedule value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Rates { Taker = value.Taker, Maker = value.Maker }, options);

    private sealed class Rates
    {
        public required decimal Taker { get; init; }

        public decimal? Maker { get; init; }
    }
}

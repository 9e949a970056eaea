using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trading.ServiceDefaults.Json;

/// <summary>
/// The one JSON shape of the product, on HTTP and on the bus: camel case, decimals as strings, UTC times with <c>Z</c>, enum
/// values in lower camel case.
/// </summary>
public static class ProductJson
{
    public static JsonSerializerOptions Options { get; } = Frozen();

    /// <summary>Adds the converters and naming to options that a framework owns.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.Converters.Add(new DecimalStringConverter());
        options.Converters.Add(new UtcDateTimeConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

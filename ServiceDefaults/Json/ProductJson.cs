using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Trading.ServiceDefaults.Json;

/// <summary>
/// The one JSON shape of the product, on HTTP and on the bus: camel case, decimals as strings, UTC times with <c>Z</c>, enum
/// values in lower camel case. Two readers read it. The bus and the stores take members that they do not know, because another version
/// wrote them; an HTTP body comes from a caller, and what is not understood in it is refused, because a guess would cost money.
/// </summary>
public static class ProductJson
{
    public static JsonSerializerOptions Options { get; } = Frozen();

    /// <summary>Adds the converters and naming to options that a framework owns.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        ApplyShape(options, exact: false);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }

    /// <summary>The same shape, with the reader that HTTP bodies are read by.</summary>
    public static void ApplyStrict(JsonSerializerOptions options)
    {
        ApplyShape(options, exact: true);
        options.Converters.Add(new EnumNameConverter());
        options.Converters.Add(new StoredTextConverter());
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver())
            .WithAddedModifier(NullElements.Refuse)
            .WithAddedModifier(WriteNulls);
    }

    private static void ApplyShape(JsonSerializerOptions options, bool exact)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.Converters.Add(new DecimalStringConverter(exact));
        options.Converters.Add(new UtcDateTimeConverter());
    }

    /// <summary>Only what is read is checked for nulls: an answer goes out as it is.</summary>
    private static void WriteNulls(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsGetNullable |= !property.PropertyType.IsValueType;
        }
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>
/// The machine-readable part of the telemetry contract, <c>infra/metrics/catalogue.json</c>, and the only place of descriptions and of
/// bounds of histograms: instruments have names and units. The documentation is made from it, the contract test compares a running
/// system with it.
/// </summary>
public static class MetricCatalogue
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly Lazy<IReadOnlyDictionary<string, CatalogueEntry>> Loaded = new(Load);

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, CatalogueEntry> Entries => Loaded.Value;

    /// <summary>What an instrument counts or measures; null for one of a library.</summary>
    public static string? HelpOf(string name) => Entries.GetValueOrDefault(name)?.Help;

    private static Dictionary<string, CatalogueEntry> Load()
    {
        using var stream = typeof(MetricCatalogue).Assembly.GetManifestResourceStream("metric-catalogue.json")!;
        return JsonSerializer.Deserialize<Document>(stream, Json)!.Metrics.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    private sealed record Document(IReadOnlyList<CatalogueEntry> Metrics);
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>
/// The machine-readable part of the telemetry contract, <c>infra/metrics/catalogue.json</c>: bounds of histograms are taken from it, the
/// documentation is made from it, the contract test compares a running system with it.
/// </summary>
public static class MetricCatalogue
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private static readonly Lazy<IReadOnlyDictionary<string, CatalogueEntry>> Loaded = new(Load);

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, CatalogueEntry> Entries => Loaded.Value;

    private static Dictionary<string, CatalogueEntry> Load()
    {
        using var stream = typeof(MetricCatalogue).Assembly.GetManifestResourceStream("metric-catalogue.json")!;
        return JsonSerializer.Deserialize<Document>(stream, Json)!.Metrics.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
    }

    private sealed record Document(IReadOnlyList<CatalogueEntry> Metrics);
}

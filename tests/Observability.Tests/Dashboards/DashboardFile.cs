using System.Text.Json;

namespace Trading.Observability.Tests.Dashboards;

internal sealed record DashboardFile(string Name, JsonElement Json)
{
    public static IReadOnlyList<DashboardFile> All { get; } =
    [
        .. Directory.EnumerateFiles(InfraFiles.PathOf("grafana", "dashboards"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => new DashboardFile(Path.GetFileNameWithoutExtension(file), JsonDocument.Parse(File.ReadAllText(file)).RootElement)),
    ];

    public IEnumerable<DashboardPanel> Panels => Json.GetProperty("panels").EnumerateArray()
        .Where(panel => panel.GetProperty("type").GetString() != "row")
        .Select(panel => new DashboardPanel(
            Name, panel.GetProperty("title").GetString()!, panel.TryGetProperty("description", out var text) ? text.GetString()! : string.Empty, panel));

    /// <summary>Name and query of each variable.</summary>
    public IEnumerable<(string Name, string Query)> Variables => Json.GetProperty("templating").GetProperty("list").EnumerateArray()
        .Select(variable => (variable.GetProperty("name").GetString()!, variable.GetProperty("query").GetProperty("query").GetString()!));

    public IEnumerable<string> AnnotationExpressions => Json.GetProperty("annotations").GetProperty("list").EnumerateArray()
        .Select(annotation => annotation.GetProperty("expr").GetString()!);

    /// <summary>An expression as Grafana sends it with every variable at "All".</summary>
    public string Filled(string expression)
    {
        var text = expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal);
        return Variables.Aggregate(text, (filled, variable) => filled.Replace("$" + variable.Name, ".*", StringComparison.Ordinal));
    }
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests.Dashboards;

/// <summary>
/// Makes Grafana's JSON of a file of <c>infra/grafana/sources</c>, which holds what differs from panel to panel. Panels stand beside each
/// other in their order, as many as a row of 24 columns takes.
/// </summary>
internal static class DashboardSource
{
    private const int Columns = 24;

    private static readonly JsonSerializerOptions Format =
        new() { WriteIndented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(string name, YamlMappingNode source)
    {
        var dashboard = new JsonObject
        {
            ["uid"] = "trading-" + name,
            ["title"] = source.Text("title"),
            ["description"] = source.Text("description"),
            ["tags"] = new JsonArray("trading"),
            ["timezone"] = "browser",
            ["schemaVersion"] = 39,
            ["editable"] = true,
            ["graphTooltip"] = 1,
            ["refresh"] = "10s",
            ["time"] = new JsonObject { ["from"] = "now-1h", ["to"] = "now" },
            ["templating"] = new JsonObject { ["list"] = new JsonArray([.. Variables(source).Select(Variable)]) },
            ["annotations"] = new JsonObject
            {
                ["list"] = new JsonArray(
                    Annotation("Restarts", "orange", "resets(trading_uptime_seconds[1m]) > 0", "{{service}} restarted"),
                    Annotation("Alerts", "red", "ALERTS{alertstate=\"firing\",severity=\"critical\"}", "{{alertname}}")),
            },
            ["links"] = new JsonArray(new JsonObject
            {
                ["type"] = "dashboards",
                ["tags"] = new JsonArray("trading"),
                ["title"] = "Trading",
                ["asDropdown"] = true,
            }),
            ["panels"] = Panels((YamlSequenceNode)source["panels"]),
        };
        return dashboard.ToJsonString(Format) + "\n";
    }

    private static JsonArray Panels(YamlSequenceNode sources)
    {
        var panels = new JsonArray();
        var (x, y, height) = (0, 0, 0);
        foreach (var source in sources.Cast<YamlMappingNode>())
        {
            var panel = PanelSource.Json(source);
            var (width, own) = PanelSource.Size(source);
            if (x + width > Columns)
            {
                (x, y, height) = (0, y + height, 0);
            }

            panel["gridPos"] = new JsonObject { ["w"] = width, ["h"] = own, ["x"] = x, ["y"] = y };
            panel["id"] = panels.Count + 1;
            panels.Add(panel);
            (x, height) = (x + width, Math.Max(height, own));
        }

        return panels;
    }

    /// <summary>Every dashboard can be narrowed to a service, and to what its source names.</summary>
    private static IEnumerable<(string Name, string Query)> Variables(YamlMappingNode source) =>
        source.Pairs("variables").Prepend(("service", "label_values(up, service)"));

    private static JsonObject Variable((string Name, string Query) variable) => new()
    {
        ["name"] = variable.Name,
        ["label"] = char.ToUpper(variable.Name[0], CultureInfo.InvariantCulture) + variable.Name[1..],
        ["type"] = "query",
        ["datasource"] = PanelSource.Prometheus(),
        ["query"] = new JsonObject { ["query"] = variable.Query, ["refId"] = variable.Name },
        ["definition"] = variable.Query,
        ["includeAll"] = true,
        ["multi"] = true,
        ["allValue"] = ".*",
        ["current"] = new JsonObject { ["text"] = "All", ["value"] = "$__all" },
        ["refresh"] = 2,
        ["sort"] = 1,
    };

    private static JsonObject Annotation(string name, string colour, string query, string title) => new()
    {
        ["name"] = name,
        ["enable"] = true,
        ["iconColor"] = colour,
        ["datasource"] = PanelSource.Prometheus(),
        ["expr"] = query,
        ["titleFormat"] = title,
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests.Dashboards;

/// <summary>A panel of a dashboard's source as Grafana's JSON. Without a <c>type</c> it is a chart over time.</summary>
internal static class PanelSource
{
    private const string Chart = "timeseries";
    private const string Number = "stat";

    public static JsonObject Prometheus() => new() { ["type"] = "prometheus", ["uid"] = "prometheus" };

    public static (int Width, int Height) Size(YamlMappingNode source)
    {
        var (width, height) = Type(source) == Number ? (6, 5) : (8, 7);
        return (Whole(source, "width") ?? width, Whole(source, "height") ?? height);
    }

    public static JsonObject Json(YamlMappingNode source)
    {
        var type = Type(source);
        var panel = new JsonObject
        {
            ["title"] = source.Text("title"),
            ["type"] = type,
            ["datasource"] = Prometheus(),
            ["fieldConfig"] = new JsonObject { ["defaults"] = Defaults(source, type), ["overrides"] = new JsonArray() },
            ["targets"] = new JsonArray(
                [.. source.Pairs("queries").Select((query, index) => Target(source, type, query.Name, query.Value, index))]),
            ["options"] = Options(type),
        };
        if (source.Find("note") is { } note)
        {
            panel["description"] = note;
        }

        return panel;
    }

    private static JsonObject Defaults(YamlMappingNode source, string type)
    {
        var steps = (source.Find("colours") ?? "green").Split(", ").Select(Step).ToArray();
        var defaults = new JsonObject
        {
            ["unit"] = source.Text("unit"),
            ["thresholds"] = new JsonObject { ["mode"] = "absolute", ["steps"] = new JsonArray([.. steps]) },
        };
        foreach (var name in (string[])["min", "max", "decimals"])
        {
            if (Whole(source, name) is { } value)
            {
                defaults[name] = value;
            }
        }

        if (type == Chart)
        {
            var isStacked = source.Find("stacked") is not null;
            var custom = new JsonObject
            {
                ["lineWidth"] = 1,
                ["fillOpacity"] = isStacked ? 30 : 8,
                ["showPoints"] = "never",
                ["thresholdsStyle"] = new JsonObject { ["mode"] = steps.Length > 1 ? "line" : "off" },
            };
            if (isStacked)
            {
                custom["stacking"] = new JsonObject { ["mode"] = "normal" };
            }

            defaults["custom"] = custom;
        }

        if (source.Find("states")?.Split(", ") is [var no, var yes])
        {
            var states = new JsonObject { ["0"] = State(no, "red", 0), ["1"] = State(yes, "green", 1) };
            defaults["mappings"] = new JsonArray(new JsonObject { ["type"] = "value", ["options"] = states });
        }

        return defaults;
    }

    /// <summary>Such as <c>orange 0.8</c>; the first colour has no value and counts from below.</summary>
    private static JsonObject Step(string text)
    {
        var parts = text.Split(' ');
        return new()
        {
            ["color"] = parts[0],
            ["value"] = parts.Length == 1 ? null : JsonNode.Parse(parts[1]),
        };
    }

    private static JsonObject State(string text, string colour, int index) =>
        new() { ["text"] = text, ["color"] = colour, ["index"] = index };

    private static JsonObject Target(YamlMappingNode source, string type, string legend, string query, int index)
    {
        var target = new JsonObject
        {
            ["refId"] = ((char)('A' + index)).ToString(),
            ["datasource"] = Prometheus(),
            ["expr"] = query,
            ["legendFormat"] = legend,
        };
        if (source.Find("exemplars") is not null)
        {
            target["exemplar"] = true;
        }

        if (type == "table")
        {
            target["format"] = "table";
            target["instant"] = true;
        }

        return target;
    }

    private static JsonObject Options(string type) => type switch
    {
        Number => new() { ["reduceOptions"] = Last(), ["colorMode"] = "value", ["graphMode"] = "area" },
        "gauge" => new() { ["reduceOptions"] = Last(), ["showThresholdLabels"] = false, ["showThresholdMarkers"] = true },
        "table" => new() { ["showHeader"] = true },
        _ => new()
        {
            ["legend"] = new JsonObject { ["displayMode"] = "list", ["placement"] = "bottom" },
            ["tooltip"] = new JsonObject { ["mode"] = "multi", ["sort"] = "desc" },
        },
    };

    private static JsonObject Last() => new() { ["calcs"] = new JsonArray("lastNotNull") };

    private static string Type(YamlMappingNode source) => source.Find("type") ?? Chart;

    private static int? Whole(YamlMappingNode source, string name) =>
        source.Find(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}

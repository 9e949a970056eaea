using System.Text.Json;
using System.Text.RegularExpressions;
using Trading.AppHost.Servers;
using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests.Dashboards;

/// <summary>
/// Grafana itself is in no package that reaches the build and has never loaded these files: what it would show as an empty panel or a
/// dead link is looked for here.
/// </summary>
public sealed partial class ProvisioningTests
{
    private static readonly Dictionary<string, YamlMappingNode> Sources = Items(InfraFiles.Yaml("grafana", "provisioning", "datasources", "trading.yml")["datasources"])
        .ToDictionary(source => source["uid"].ToString(), StringComparer.Ordinal);

    [Theory]
    [InlineData("prometheus", "prometheus", "http")]
    [InlineData("loki", "loki", "http")]
    [InlineData("jaeger", "jaeger", "http")]
    public void Data_sources_are_servers_of_the_topology(string uid, string server, string endpoint)
    {
        var source = Sources[uid];
        Assert.Equal($"http://{server}:{ServerCatalogue.All.Single(known => known.Name == server).PortOf(endpoint)}", source["url"].ToString());
        Assert.Equal((uid, "proxy"), (source["type"].ToString(), source["access"].ToString()));
        Assert.Equal(uid == "prometheus", source.Children.ContainsKey("isDefault") && source["isDefault"].ToString() == "true");
    }

    [Fact]
    public void There_are_those_three_and_every_reference_between_them_resolves()
    {
        Assert.Equal(["jaeger", "loki", "prometheus"], Sources.Keys.Order(StringComparer.Ordinal));
        var references = Sources.Values.SelectMany(source => Values(source["jsonData"], "datasourceUid")).ToArray();
        Assert.Equal(4, references.Length);
        Assert.All(references, reference => Assert.Contains(reference, Sources.Keys));
    }

    [Fact]
    public void Exemplars_and_logs_lead_to_traces_by_the_names_that_the_services_write()
    {
        var exemplar = Assert.Single(Items(Sources["prometheus"]["jsonData"]["exemplarTraceIdDestinations"]));
        Assert.Equal(("trace_id", "jaeger"), (exemplar["name"].ToString(), exemplar["datasourceUid"].ToString()));

        // OTLP brings a log's trace id as structured metadata: it is matched as a label, not searched for in the line.
        var derived = Assert.Single(Items(Sources["loki"]["jsonData"]["derivedFields"]));
        Assert.Equal(("label", "trace_id", "jaeger"), (derived["matcherType"].ToString(), derived["matcherRegex"].ToString(), derived["datasourceUid"].ToString()));
        Assert.Equal("$${__value.raw}", derived["url"].ToString());
        Assert.Equal("true", InfraFiles.Yaml("loki", "loki.yml")["limits_config"]["allow_structured_metadata"].ToString());
    }

    [Fact]
    public void Traces_lead_to_logs_and_metrics_by_labels_that_are_there()
    {
        var jaeger = Sources["jaeger"]["jsonData"];
        Assert.Equal(("loki", "true"), (jaeger["tracesToLogsV2"]["datasourceUid"].ToString(), jaeger["tracesToLogsV2"]["filterByTraceID"].ToString()));
        var logTag = Assert.Single(Items(jaeger["tracesToLogsV2"]["tags"]));
        var labels = ((YamlSequenceNode)Assert.Single(Items(InfraFiles.Yaml("loki", "loki.yml")["limits_config"]["otlp_config"]["resource_attributes"]["attributes_config"]))["attributes"]).Select(label => label.ToString());
        Assert.Contains(logTag["key"].ToString(), labels);
        Assert.Equal(logTag["key"].ToString().Replace('.', '_'), logTag["value"].ToString());

        Assert.Equal("prometheus", jaeger["tracesToMetrics"]["datasourceUid"].ToString());
        Assert.Equal(("service.name", "service"), (Assert.Single(Items(jaeger["tracesToMetrics"]["tags"]))["key"].ToString(), Items(jaeger["tracesToMetrics"]["tags"]).Single()["value"].ToString()));
        foreach (var query in Items(jaeger["tracesToMetrics"]["queries"]).Select(query => query["query"].ToString()))
        {
            // Provisioning files expand $NAME as environment: what Grafana is to see is written with two.
            Assert.Contains("$$__tags", query, StringComparison.Ordinal);
            Assert.All(MetricNamesInUse.Of(query), metric => Assert.True(MetricNamesInUse.IsMade(metric), metric));
        }
    }

    [Fact]
    public void Nothing_is_taken_for_a_variable_of_the_environment() => Assert.DoesNotMatch(
        SingleDollar(), File.ReadAllText(InfraFiles.PathOf("grafana", "provisioning", "datasources", "trading.yml")));

    [Fact]
    public void Dashboards_are_read_from_where_they_are_mounted()
    {
        var provider = Assert.Single(Items(InfraFiles.Yaml("grafana", "provisioning", "dashboards", "trading.yml")["providers"]));
        var folders = ServerCatalogue.All.Single(known => known.Name == "grafana").Folders.ToDictionary(folder => folder.Source, folder => folder.Target, StringComparer.Ordinal);
        Assert.Equal(folders["infra/grafana/dashboards"], provider["options"]["path"].ToString());
        Assert.Equal("/etc/grafana/provisioning", folders["infra/grafana/provisioning"]);
    }

    [Fact]
    public void Every_panel_target_variable_and_annotation_has_a_provisioned_source()
    {
        foreach (var file in DashboardFile.All)
        {
            Assert.All(DataSources(file.Json), source => Assert.Equal(
                (source.GetProperty("type").GetString(), true), (Sources.GetValueOrDefault(source.GetProperty("uid").GetString()!)?["type"].ToString(), true)));
            Assert.All(file.Panels, panel => Assert.All(panel.Json.GetProperty("targets").EnumerateArray(), target => Assert.True(target.TryGetProperty("datasource", out _), panel.Title)));
        }
    }

    [Fact]
    public void Charts_of_request_and_order_times_show_exemplars() => Assert.All(
        DashboardPanel.All.Where(panel => panel.Title is "Answer time" or "Execution time" or "Provider latency" or "Time in consumer"),
        panel => Assert.All(panel.Json.GetProperty("targets").EnumerateArray(), target => Assert.True(target.GetProperty("exemplar").GetBoolean(), panel.Title)));

    private static IEnumerable<JsonElement> DataSources(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(property => property.NameEquals("datasource") ? [property.Value] : DataSources(property.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(DataSources),
        _ => [],
    };

    private static IEnumerable<string> Values(YamlNode node, string key) => node switch
    {
        YamlMappingNode map => map.Children.SelectMany(pair => pair.Key.ToString() == key ? [pair.Value.ToString()] : Values(pair.Value, key)),
        YamlSequenceNode list => list.SelectMany(item => Values(item, key)),
        _ => [],
    };

    private static IEnumerable<YamlMappingNode> Items(YamlNode list) => ((YamlSequenceNode)list).Cast<YamlMappingNode>();

    [GeneratedRegex(@"(?<!\$)\$(?!\$)")]
    private static partial Regex SingleDollar();
}

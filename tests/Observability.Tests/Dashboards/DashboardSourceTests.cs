using YamlDotNet.RepresentationModel;

namespace Trading.Observability.Tests.Dashboards;

/// <summary>Grafana's files against their sources. Set <c>TRADING_WRITE_DOCS=1</c> to write the files again.</summary>
public sealed class DashboardSourceTests
{
    private static readonly string[] Keys =
    [
        "title", "type", "unit", "colours", "min", "max", "decimals", "stacked", "states", "note", "exemplars", "width", "height",
        "queries",
    ];

    [Fact]
    public void Every_dashboard_is_made_from_its_source()
    {
        var sources = Names("sources", "*.yml");
        Assert.NotEmpty(sources);
        foreach (var name in sources)
        {
            var json = DashboardSource.Json(name, InfraFiles.Yaml("grafana", "sources", name + ".yml"));
            var file = InfraFiles.PathOf("grafana", "dashboards", name + ".json");
            if (Environment.GetEnvironmentVariable("TRADING_WRITE_DOCS") == "1")
            {
                File.WriteAllText(file, json);
            }

            Assert.Equal(json, File.ReadAllText(file));
        }

        Assert.Equal(sources, Names("dashboards", "*.json"));
    }

    [Fact]
    public void A_source_has_no_key_that_does_nothing()
    {
        foreach (var name in Names("sources", "*.yml"))
        {
            var source = InfraFiles.Yaml("grafana", "sources", name + ".yml");
            Assert.Empty(source.Children.Keys.Select(key => key.ToString()).Except(["title", "description", "variables", "panels"]));
            foreach (var panel in ((YamlSequenceNode)source["panels"]).Cast<YamlMappingNode>())
            {
                Assert.Empty(panel.Children.Keys.Select(key => key.ToString()).Except(Keys));
            }
        }
    }

    private static IReadOnlyList<string> Names(string folder, string pattern) =>
    [
        .. Directory.EnumerateFiles(InfraFiles.PathOf("grafana", folder), pattern)
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
    ];
}

namespace Trading.AppHost.Tests;

public sealed class TopologyTests
{
    [Fact]
    public void Needs_name_resources_that_come_before()
    {
        var known = Topology.Servers.Select(server => server.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var service in Topology.Services)
        {
            Assert.All(service.Needs, need => Assert.Contains(need, known));
            Assert.True(known.Add(service.Name), $"{service.Name} is named twice");
        }
    }

    [Fact]
    public void Who_asks_the_venue_needs_the_server_that_shares_its_weight()
    {
        var asking = Topology.Services.Where(service => service.Needs.Contains(Topology.Simulator)).ToArray();
        Assert.Equal(["market-data", "downloader", "order-execution"], asking.Select(service => service.Name));
        Assert.All(asking, service => Assert.Contains("redis", service.Needs));
    }

    [Fact]
    public void The_console_starts_without_any_other_service_and_without_the_bus()
    {
        var console = Topology.Service(Topology.Console);
        Assert.Equal(["postgres"], console.Needs);
        Assert.DoesNotContain(console.Settings, setting => setting.Key.StartsWith("Bus__", StringComparison.Ordinal) || setting.Key.StartsWith("Redis__", StringComparison.Ordinal));
    }

    [Fact]
    public void Placeholders_of_settings_name_resources_or_secrets_of_the_topology()
    {
        var known = Topology.Servers.Select(server => server.Name).Concat(Topology.Services.Select(service => service.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var (owner, name) in Topology.Services.SelectMany(service => service.Settings).SelectMany(setting => SettingText.Placeholders(setting.Value)))
        {
            Assert.True(owner == "run" || (owner == "secret" ? Topology.Secrets.ContainsKey(name) : known.Contains(owner) && name is "host" or "port"), $"{{{owner}.{name}}}");
        }
    }

    [Fact]
    public void Every_service_is_scraped_under_its_name_in_one_job()
    {
        var text = ObserverConfiguration.Prometheus((name, port) => $"{name}:{port}");
        Assert.Equal(3, text.Split("job_name:").Length - 1);
        Assert.All(Topology.Services, service => Assert.Contains($"      - targets: ['{service.Name}:{service.Port}']\n        labels: {{ service: {service.Name} }}\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Texts_are_filled_and_cut_at_their_placeholders()
    {
        Assert.Equal("a=1;b=2", SettingText.Fill("a={x.host};b={y.port}", (owner, name) => (owner, name) == ("x", "host") ? "1" : "2"));
        Assert.Equal([(null, "a="), ("x", "host"), (null, ";")], SettingText.Parts("a={x.host};"));
    }
}

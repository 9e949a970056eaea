using Trading.AppHost.Servers;

namespace Trading.AppHost.Tests;

public sealed class TopologyTests
{
    [Fact]
    public void Every_service_is_scraped_under_its_name_in_one_job()
    {
        var text = ObserverConfiguration.Prometheus((name, port) => $"{name}:{port}", ObserverSettings.None);
        Assert.Equal(3, text.Split("job_name:").Length - 1);
        Assert.All(ServicePorts.All, service => Assert.Contains($"      - targets: ['{service.Key}:{service.Value}']\n        labels: {{ service: {service.Key} }}\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void No_two_default_ports_of_a_run_are_equal()
    {
        var ports = ServicePorts.All.Values.Concat(ServerCatalogue.All.SelectMany(server => server.Endpoints).Where(endpoint => !endpoint.IsInternal).Select(endpoint => endpoint.Port)).ToList();
        Assert.Equal(ports.Count, ports.Distinct().Count());
    }

    [Fact]
    public void Every_server_of_mode_local_has_its_start_script()
    {
        var local = ServerCatalogue.All.Where(server => server.Programs.Count > 0).ToList();
        Assert.True(local.Count >= 5);
        Assert.All(local, server => Assert.True(File.Exists(Path.Combine(SourceTree.Root, "infra", "servers", server.Name + ".sh")), server.Name));
    }
}

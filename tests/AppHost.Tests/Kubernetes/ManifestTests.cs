using System.Diagnostics;
using System.Globalization;
using Trading.AppHost.Kubernetes;
using Trading.AppHost.Model;
using Trading.AppHost.Servers;
using Trading.Testing;
using Trading.Testing.Processes;

namespace Trading.AppHost.Tests.Kubernetes;

public sealed class ManifestTests : IAsyncLifetime
{
    private static readonly Lazy<Task<SortedDictionary<string, string>>> Files = new(() => ManifestRun.FilesAsync("registry.example", "1.2.3"));

    private Manifests _manifests = new([]);

    public async ValueTask InitializeAsync() => _manifests = Manifests.Parse(await Files.Value);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Written_twice_they_are_equal() => Assert.Equal(await Files.Value, await ManifestRun.FilesAsync("registry.example", "1.2.3"));

    [Fact]
    public void Every_resource_of_the_topology_has_a_workload_and_a_service_of_its_name()
    {
        var names = ServicePorts.All.Keys.Concat(ServerCatalogue.All.Select(server => server.Name)).Order(StringComparer.Ordinal);
        Assert.Equal(names, _manifests.Workloads.Select(Manifests.Name).Order(StringComparer.Ordinal));
        Assert.Equal(names, _manifests.OfKind("Service").Select(Manifests.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_service_selects_the_pods_of_one_workload_and_a_port_that_they_have()
    {
        foreach (var service in _manifests.OfKind("Service"))
        {
            var selector = Node.Pairs(service.At("spec", "selector"));
            var workload = Assert.Single(_manifests.Workloads, workload => selector.All(Node.Pairs(workload.At("spec", "template", "metadata", "labels")).Contains));
            Assert.All(Node.Pairs(workload.At("spec", "selector", "matchLabels")), pair => Assert.Contains(pair, selector));
            var ports = Node.Items(Manifests.Container(workload).At("ports")).ToDictionary(port => port.Text("name"), port => port.Text("containerPort"));
            Assert.All(Node.Items(service.At("spec", "ports")), port => Assert.Equal(port.Text("port"), ports[port.Text("targetPort")]));
        }
    }

    [Fact]
    public void Every_address_in_a_setting_is_a_service_and_a_port_of_it()
    {
        var known = _manifests.OfKind("Service")
            .SelectMany(service => Node.Items(service.At("spec", "ports")).Select(port => $"{Manifests.Name(service)}:{port.Text("port")}"))
            .ToHashSet(StringComparer.Ordinal);
        var addresses = _manifests.Workloads
            .SelectMany(workload => Node.Items(Manifests.Container(workload).Find("env")))
            .Select(variable => variable.Find("value")?.ToString() ?? "")
            .SelectMany(Manifests.AddressesIn)
            .Where(address => !address.StartsWith("0.0.0.0", StringComparison.Ordinal))
            .ToArray();
        Assert.True(addresses.Length > 20);
        Assert.All(addresses, address => Assert.Contains(address, known));
    }

    [Theory]
    [InlineData("market-data", "postgres", "redis", "rabbitmq", "exchange-simulator")]
    [InlineData("downloader", "postgres", "redis", "rabbitmq", "exchange-simulator")]
    [InlineData("paper-trading", "postgres", "rabbitmq", "exchange-simulator")]
    [InlineData("order-execution", "postgres", "redis", "rabbitmq", "exchange-simulator")]
    [InlineData("scanner", "postgres", "rabbitmq", "exchange-simulator")]
    [InlineData("console", "postgres", "alertmanager", "market-data", "downloader", "paper-trading", "order-execution", "scanner", "exchange-simulator")]
    public void A_service_has_the_addresses_of_what_it_uses_and_no_other(string name, params string[] used)
    {
        var workload = _manifests.Workloads.Single(workload => Manifests.Name(workload) == name);
        var addresses = Node.Items(Manifests.Container(workload).At("env")).SelectMany(variable => Manifests.AddressesIn(variable.Find("value")?.ToString() ?? ""))
            .Select(address => address.Split(':')[0]).Where(host => host is not ("0.0.0.0" or "otel-collector")).Distinct(StringComparer.Ordinal);
        Assert.Equal(used.Order(StringComparer.Ordinal), addresses.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_service_answers_to_its_own_name_and_so_to_the_others()
    {
        foreach (var service in ServicePorts.All.Keys)
        {
            var workload = _manifests.Workloads.Single(workload => Manifests.Name(workload) == service);
            var hosts = Node.Items(Manifests.Container(workload).At("env")).Single(variable => variable.Text("name") == "Security__AllowedHosts");
            Assert.Equal(service, hosts.Text("value"));
        }
    }

    [Fact]
    public void Services_are_probed_on_health_and_ready()
    {
        foreach (var service in ServicePorts.All.Keys)
        {
            var container = Manifests.Container(_manifests.OfKind("Deployment").Single(workload => Manifests.Name(workload) == service));
            foreach (var (probe, path) in ((string, string)[])[("startupProbe", "/health"), ("livenessProbe", "/health"), ("readinessProbe", "/ready")])
            {
                Assert.Equal((path, "http"), (container.At(probe, "httpGet").Text("path"), container.At(probe, "httpGet").Text("port")));
            }

            // Migrations and the first fill of caches may take this long before liveness counts.
            var startup = container.At("startupProbe");
            Assert.True(int.Parse(startup.Text("periodSeconds"), CultureInfo.InvariantCulture) * int.Parse(startup.Text("failureThreshold"), CultureInfo.InvariantCulture) >= 60);
        }
    }

    [Fact]
    public void Servers_are_probed_as_the_topology_says()
    {
        foreach (var server in ServerCatalogue.All)
        {
            var container = Manifests.Container(_manifests.OfKind("StatefulSet").Single(workload => Manifests.Name(workload) == server.Name));
            foreach (var probe in ((string[])["startupProbe", "livenessProbe", "readinessProbe"]).Select(name => container.At(name)))
            {
                Assert.Equal(server.ReadyPath, probe.Find("httpGet")?.Text("path"));
                Assert.Equal(server.ReadyPath is null, probe.Find("exec") is not null);
            }
        }
    }

    [Fact]
    public void Services_send_to_the_collector_and_alerts_go_to_the_console()
    {
        foreach (var service in ServicePorts.All.Keys)
        {
            var container = Manifests.Container(_manifests.OfKind("Deployment").Single(workload => Manifests.Name(workload) == service));
            Assert.Equal("http://otel-collector:4317", Node.Items(container.At("env")).Single(variable => variable.Text("name") == "OTEL_EXPORTER_OTLP_ENDPOINT").Text("value"));
        }

        Assert.Contains(_manifests.OfKind("ConfigMap"), map => map.At("data").Find("collector.yml")?.ToString().Contains("tail_sampling", StringComparison.Ordinal) == true);
        var alertmanager = ObserverConfiguration.Alertmanager((name, port) => $"host:{port + 10_000}", ObserverSettings.None);
        Assert.Contains("url: 'http://host:18080/alerts/webhook'", alertmanager, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mount_has_a_volume_and_every_volume_a_source()
    {
        var maps = _manifests.OfKind("ConfigMap").ToDictionary(Manifests.Name, map => Node.Pairs(map.At("data")).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal));
        foreach (var workload in _manifests.Workloads)
        {
            var pod = workload.At("spec", "template", "spec");
            var volumes = Node.Items(pod.Find("volumes")).ToArray();
            var claims = Node.Items(workload.At("spec").Find("volumeClaimTemplates")).Select(Manifests.Name);
            var known = volumes.Select(volume => volume.Text("name")).Concat(claims).ToArray();
            Assert.All(Node.Items(Manifests.Container(workload).Find("volumeMounts")), mount => Assert.Contains(mount.Text("name"), known));
            var named = _manifests.OfKind("PersistentVolumeClaim").Select(Manifests.Name).ToArray();
            Assert.All(volumes.Select(volume => volume.Find("persistentVolumeClaim")).OfType<Node>(), claim => Assert.Contains(claim.Text("claimName"), named));
            foreach (var map in volumes.Select(volume => volume.Find("configMap")).OfType<Node>())
            {
                Assert.All(Node.Items(map.At("items")), item => Assert.Contains(item.Text("key"), maps[map.Text("name")]));
            }
        }
    }

    [Fact]
    public async Task Secrets_are_referred_to_by_documented_names_and_no_value_is_written()
    {
        Assert.Empty(_manifests.OfKind("Secret"));
        var keys = _manifests.Workloads
            .SelectMany(workload => Node.Items(Manifests.Container(workload).Find("env")))
            .Select(variable => variable.Find("valueFrom")?.At("secretKeyRef").Text("key"))
            .OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(Secrets.All.Keys.Order(StringComparer.Ordinal), keys);
        var readme = (await Files.Value)["README.md"];
        Assert.All(Secrets.All.Keys, key => Assert.Contains($"`{key}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_readme_has_what_was_given_and_every_step_in_its_order()
    {
        var files = await ManifestRun.FilesAsync("registry.example/desk", "1.2.3");
        var readme = files["README.md"];
        string[] steps =
        [
            "-p:ContainerRegistry=registry.example -p:ContainerRepository=desk/trading-market-data -p:ContainerImageTag=1.2.3",
            "kubectl apply -f namespace.yaml",
            "kubectl -n trading create secret generic trading-secrets",
            "kubectl apply -k .",
            "kubectl -n trading port-forward service/console 8080:8080",
        ];
        var places = steps.Select(step => readme.IndexOf(step, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.DoesNotMatch("\\b(TAG|REGISTRY|DIR|NAME|VERSION)\\b|<[a-z]+>", readme);
        Assert.Equal(_manifests.OfKind("Deployment").Count(), readme.Split("dotnet publish ").Length - 1);
        Assert.Contains("image: registry.example/desk/trading-market-data:1.2.3", files["market-data.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Alertmanager_and_the_console_read_the_same_inbox_token_from_the_secret()
    {
        var set = _manifests.OfKind("StatefulSet").Single(workload => Manifests.Name(workload) == "alertmanager");
        var volume = Node.Items(set.At("spec", "template", "spec", "volumes")).Single(volume => volume.Find("secret") is not null);
        Assert.Equal("trading-secrets", volume.At("secret").Text("secretName"));
        Assert.Equal(ServerCatalogue.AlertWebhookToken, Assert.Single(Node.Items(volume.At("secret", "items"))).Text("key"));
        var mount = Node.Items(Manifests.Container(set).At("volumeMounts")).Single(mount => mount.Text("name") == volume.Text("name"));
        var configuration = ObserverConfiguration.Alertmanager((name, port) => $"{name}:{port}", ObserverSettings.None);
        var file = $"credentials_file: '{mount.Text("mountPath")}/{ServerCatalogue.AlertWebhookToken}'";
        Assert.Equal(3, configuration.Split(file).Length - 1);

        var console = Manifests.Container(_manifests.OfKind("Deployment").Single(workload => Manifests.Name(workload) == ServicePorts.Console));
        Assert.Equal(
            "$(SECRET_ALERT_WEBHOOK_TOKEN)",
            Node.Items(console.At("env")).Single(variable => variable.Text("name") == "AlertInbox__WebhookToken").Text("value"));
    }

    [Fact]
    public void Servers_keep_their_data_in_claims()
    {
        foreach (var server in ServerCatalogue.All.Where(server => server.DataPath is not null))
        {
            var set = _manifests.OfKind("StatefulSet").Single(workload => Manifests.Name(workload) == server.Name);
            Assert.Single(Node.Items(set.At("spec", "volumeClaimTemplates")));
            Assert.Contains(Node.Items(Manifests.Container(set).At("volumeMounts")), mount => mount.Text("mountPath") == server.DataPath);
        }
    }

    [Fact]
    public async Task Kustomize_builds_them()
    {
        var kubectl = Needs.Present(ProgramFinder.Find("kubectl"), "kubectl is not installed: the manifests are checked by their parsed form only.");
        var folder = Directory.CreateTempSubdirectory("trading-manifests-");
        try
        {
            Assert.Equal(0, await CommandLine.RunAsync(["kubernetes", "--output", folder.FullName]));
            var texts = folder.EnumerateFiles().ToDictionary(file => file.Name, file => File.ReadAllText(file.FullName), StringComparer.Ordinal);
            Assert.Equal(_manifests.All.Count, Manifests.Parse(texts).All.Count);
            Assert.DoesNotContain(texts.Values, text => text.Contains(Repository.Root, StringComparison.Ordinal) || text.Contains(Path.GetTempPath(), StringComparison.Ordinal));
            var start = new ProcessStartInfo(kubectl, ["kustomize", folder.FullName]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var built = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await errors);
            Assert.Equal(_manifests.All.Count, built.Split("\n---\n").Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

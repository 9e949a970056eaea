using Trading.AppHost.Kubernetes;
using Trading.AppHost.Model;
using Trading.AppHost.Tests.Servers;

namespace Trading.AppHost.Tests.Kubernetes;

public sealed class ObserverManifestTests
{
    [Fact]
    public async Task Settings_of_alerts_and_scrapes_come_from_the_secret_and_no_value_is_written()
    {
        var files = await ManifestRun.FilesAsync("", "latest", ObserverSettingsTests.Read(
            "Telemetry:MetricsToken=value-1", "Alerts:SlackUrl=https://hooks.example/value-2", "Alerts:WebhookUrl=https://hooks.example",
            "Alerts:WebhookToken=value-3", "Alerts:MailTo=me@example.org", "Alerts:MailServer=mail.example:587", "Alerts:MailUser=me",
            "Alerts:MailPassword=value-4"));
        var manifests = Manifests.Parse(files);

        Assert.DoesNotContain(files.Values, text => text.Contains("value-", StringComparison.Ordinal));
        Assert.All(Secrets.Given.Keys, key => Assert.Contains($"--from-file={key}", files["README.md"], StringComparison.Ordinal));
        Assert.Equal(
            "alert-webhook-token,alerts-slack-url,alerts-webhook-token,alerts-mail-password", SecretFiles(manifests, "alertmanager"));
        Assert.Equal("metrics-token", SecretFiles(manifests, "prometheus"));
        Assert.Contains("api_url_file: '/etc/trading-secrets/alerts-slack-url'", files["alertmanager.yaml"], StringComparison.Ordinal);
        Assert.Contains("credentials_file: '/etc/trading-secrets/metrics-token'", files["prometheus.yaml"], StringComparison.Ordinal);
        foreach (var service in manifests.OfKind("Deployment"))
        {
            var variables = Node.Items(Manifests.Container(service).At("env"));
            var token = variables.Single(variable => variable.Text("name") == "Telemetry__MetricsToken");
            Assert.Equal("$(SECRET_METRICS_TOKEN)", token.Text("value"));
        }
    }

    [Fact]
    public async Task Nothing_of_it_is_wanted_where_it_is_not_set()
    {
        var files = await ManifestRun.FilesAsync("", "latest");

        Assert.All(Secrets.Given.Keys, key => Assert.DoesNotContain(files.Values, text => text.Contains(key, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pods_of_services_name_their_metrics_by_the_customary_annotations()
    {
        foreach (var service in Manifests.Parse(await ManifestRun.FilesAsync("", "latest")).OfKind("Deployment"))
        {
            var annotations = service.At("spec", "template", "metadata", "annotations");
            Assert.Equal(("true", "/metrics"), (annotations.Text("prometheus.io/scrape"), annotations.Text("prometheus.io/path")));
            var port = Assert.Single(Node.Items(Manifests.Container(service).At("ports")));
            Assert.Equal(port.Text("containerPort"), annotations.Text("prometheus.io/port"));
        }
    }

    private static string SecretFiles(Manifests manifests, string server)
    {
        var set = manifests.OfKind("StatefulSet").Single(workload => Manifests.Name(workload) == server);
        var secrets = Node.Items(set.At("spec", "template", "spec", "volumes")).Where(volume => volume.Find("secret") is not null);
        return string.Join(',', secrets.SelectMany(volume => Node.Items(volume.At("secret", "items"))).Select(item => item.Text("key")));
    }
}

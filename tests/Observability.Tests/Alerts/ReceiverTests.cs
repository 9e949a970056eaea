using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Trading.AppHost.Servers;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.Observability.Tests.Alerts;

/// <summary>The receivers of the section <c>Alerts</c> in a real Alertmanager, whose secrets come from files.</summary>
public sealed class ReceiverTests(RealServers servers) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<(string Path, string Authorization, string Body)> _requests = new();
    private readonly DirectoryInfo _secrets = Directory.CreateTempSubdirectory("trading-receivers-");
    private readonly MailServer _mail = new();
    private WebApplication? _http;

    private string Url => _http!.Urls.Single();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _http = builder.Build();
        _http.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync(http.RequestAborted);
            _requests.Enqueue((http.Request.Path, http.Request.Headers.Authorization.ToString(), body));
            await http.Response.WriteAsync("ok", http.RequestAborted);
        });
        await _http.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _http!.DisposeAsync();
        await _mail.DisposeAsync();
        _secrets.Delete(recursive: true);
    }

    [Fact]
    public async Task Slack_mail_and_a_webhook_get_warnings_and_the_console_gets_all()
    {
        var given = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Alerts:SlackUrl"] = Url + "/slack/secret-of-slack",
            ["Alerts:WebhookUrl"] = Url + "/hook",
            ["Alerts:WebhookToken"] = "secret-of-the-hook",
            ["Alerts:MailTo"] = "me@example.org, you@example.org",
            ["Alerts:MailServer"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_mail.Port}"),
            ["Alerts:MailUser"] = "me",
            ["Alerts:MailPassword"] = "secret of the mail",
        };
        var settings = ObserverSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(given).Build());
        var all = settings.Secrets.Append(KeyValuePair.Create(ServerCatalogue.AlertWebhookToken, "secret-of-the-inbox"));
        foreach (var (name, value) in all)
        {
            await File.WriteAllTextAsync(Path.Combine(_secrets.FullName, name), value);
        }

        var text = ObserverConfiguration.Alertmanager(new Uri(Url), settings, name => Path.Combine(_secrets.FullName, name));
        Assert.DoesNotContain("secret-of", text, StringComparison.Ordinal);
        var server = await servers.StartAlertmanagerAsync(text.Replace("group_wait: 30s", "group_wait: 1s", StringComparison.Ordinal));
        using var http = new HttpClient { BaseAddress = new Uri(((AlertmanagerServer)server.Server).Url) };
        await http.PostAsJsonAsync("/api/v2/alerts", new[] { Alert("LpLatencyHigh", "warning"), Alert("DiskSpaceLow", "info") });

        var (_, _, slack) = await RequestAsync("/slack/secret-of-slack", "LpLatencyHigh");
        Assert.Contains("[FIRING] LpLatencyHigh order-execution", slack, StringComparison.Ordinal);
        Assert.Contains($"Runbook: http://127.0.0.1:{new Uri(Url).Port}/runbooks/LpLatencyHigh", slack, StringComparison.Ordinal);
        var (_, token, _) = await RequestAsync("/hook", "LpLatencyHigh");
        Assert.Equal("Bearer secret-of-the-hook", token);
        var (_, inbox, _) = await RequestAsync("/alerts/webhook", "LpLatencyHigh");
        Assert.Equal("Bearer secret-of-the-inbox", inbox);
        var mail = await Poll.UntilAsync(
            () => Task.FromResult(_mail.Received), received => received.Contains("QUIT", StringComparison.Ordinal), Patience);
        string[] parts =
        [
            "MAIL FROM:<me@example.org>", "RCPT TO:<me@example.org>", "RCPT TO:<you@example.org>", "LpLatencyHigh order-execution",
            "warning: It is slow",
        ];
        Assert.All(parts, part => Assert.Contains(part, mail, StringComparison.Ordinal));
        Assert.Contains(
            "AUTH PLAIN " + Convert.ToBase64String(Encoding.UTF8.GetBytes("\0me\0secret of the mail")), mail, StringComparison.Ordinal);

        await RequestAsync("/alerts/webhook", "DiskSpaceLow");
        Assert.All(
            _requests.Where(request => request.Body.Contains("DiskSpaceLow", StringComparison.Ordinal)),
            request => Assert.Equal("/alerts/webhook", request.Path));
    }

    private Task<(string Path, string Authorization, string Body)> RequestAsync(string path, string alert)
    {
        return Poll.UntilAsync(() => Task.FromResult(_requests.FirstOrDefault(IsMeant)), IsMeant, Patience, $"{alert} at {path}");

        bool IsMeant((string Path, string Authorization, string Body) request) =>
            request.Path == path && request.Body.Contains(alert, StringComparison.Ordinal);
    }

    private static object Alert(string name, string severity) => new
    {
        labels = new { alertname = name, severity, topic = name, service = "order-execution" },
        annotations = new { summary = "It is slow", description = "Very slow.", runbook_url = "/runbooks/" + name },
    };
}

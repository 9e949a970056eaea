using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.ServiceDefaults.Hosting;
using Trading.Testing;

namespace Trading.WebConsole.Tests;

/// <summary>The console alone in a host of its own; the services it reads are where <c>settings</c> say, else nowhere.</summary>
public sealed class RunningConsole : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private RunningConsole(WebApplication app, string folder)
    {
        _app = app;
        _folder = folder;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Http = new HttpClient { BaseAddress = Address };
    }

    /// <summary>The webhook's token, unless the settings of a test say otherwise.</summary>
    public const string WebhookToken = "the-token-of-alertmanager-in-tests";

    public Uri Address { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningConsole> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("trading-console-").FullName;
        var nowhere = $"http://127.0.0.1:{FreePort.Next()}";
        string[] services = ["MarketData", "Downloader", "PaperTrading", "OrderExecution", "Scanner", "ExchangeSimulator"];
        string[] args =
        [
            $"--Database:Directory={folder}", $"--Security:KeyFile={folder}/keys", $"--AlertInbox:WebhookToken={WebhookToken}",
            .. settings.Any(setting => setting.StartsWith("urls=", StringComparison.Ordinal)) ? (string[])[] : ["--urls=http://127.0.0.1:0"],
            .. services.Select(service => $"--Services:{service}={nowhere}"),
            .. settings.Select(setting => "--" + setting),
        ];
        var app = ServiceHost.Build(args, [new ConsoleModule()], builder => builder.Logging.ClearProviders());
        await app.StartAsync();
        return new RunningConsole(app, folder);
    }

    /// <summary>The key of a role, in lower case, from the key file of this console.</summary>
    public string Key(string role) =>
        File.ReadLines(Path.Combine(_folder, "keys")).Single(line => line.StartsWith(role + ":", StringComparison.Ordinal))[(role.Length + 1)..];

    /// <summary>Posts to the webhook as Alertmanager does.</summary>
    public async Task<HttpResponseMessage> NotifyAsync(string body, string? token = WebhookToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/alerts/webhook") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

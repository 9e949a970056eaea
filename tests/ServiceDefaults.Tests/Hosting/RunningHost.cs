using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Logs;

namespace Trading.ServiceDefaults.Tests.Hosting;

/// <summary>A real host on a free port, its logs in memory and its files in a temporary folder.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private RunningHost(WebApplication app, LogLines logs, DirectoryInfo folder)
    {
        App = app;
        Logs = logs;
        _folder = folder;
    }

    public WebApplication App { get; }

    public LogLines Logs { get; }

    public HttpClient Http { get; private set; } = new();

    public string KeyFile => Path.Combine(_folder.FullName, "keys");

    /// <summary>The key of a role, such as <c>trader</c>.</summary>
    public string Key(string role) => File.ReadLines(KeyFile).Single(line => line.StartsWith(role + ":", StringComparison.Ordinal))[(role.Length + 1)..];

    public static async Task<RunningHost> StartAsync(IModule module, params (string Key, string Value)[] settings) => await StartAsync([module], settings);

    public static async Task<RunningHost> StartAsync(IReadOnlyList<IModule> modules, params (string Key, string Value)[] settings)
    {
        var host = Build(modules, settings);
        await host.App.StartAsync();
        host.Http = new HttpClient { BaseAddress = new Uri(host.App.Urls.First()) };
        return host;
    }

    /// <summary>Not started: what a test does with <see cref="App"/> is its own business.</summary>
    public static RunningHost Build(IReadOnlyList<IModule> modules, params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("trading-host-");
        var logs = new LogLines();
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Security:KeyFile"] = Path.Combine(folder.FullName, "keys"),
            ["Database:Directory"] = Path.Combine(folder.FullName, "sqlite"),
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        string[] args = ["--urls=http://127.0.0.1:0", .. all.Select(setting => $"--{setting.Key}={setting.Value}")];
        var app = ServiceHost.Build(args, modules, builder => builder.Services.AddSingleton(new LogOutput(logs)));
        return new RunningHost(app, logs, folder);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>Services that answer what a test says: states that the simulated venue does not bring about, such as real money.</summary>
public sealed class ScriptedServices : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _reads = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private ScriptedServices(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Every change that was asked for, as <c>METHOD path body key</c>.</summary>
    public ConcurrentQueue<string> Changes { get; } = [];

    /// <summary>How often a path has been read.</summary>
    public int Reads(string path) => _reads.GetValueOrDefault(path);

    public static async Task<ScriptedServices> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var services = new ScriptedServices(builder.Build());
        services._app.Run(services.AnswerAsync);
        services["/market/prices"] = services["/market/feeds"] = services["/orders"] = services["/positions"] = services["/paper/accounts"] = services["/paper/strategies"] = "[]";
        services["/risk/limits"] = """{"halted":false}""";
        services["/ready"] = """{"status":"healthy","checks":{}}""";
        await services._app.StartAsync();
        return services;
    }

    public string this[string path]
    {
        get => _answers[path];
        set => _answers[path] = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        _reads.AddOrUpdate(path, 1, (_, count) => count + 1);
        if (!HttpMethods.IsGet(http.Request.Method))
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            Changes.Enqueue($"{http.Request.Method} {path} {await reader.ReadToEndAsync()} {http.Request.Headers["X-Api-Key"]}");
        }

        http.Response.StatusCode = _answers.TryGetValue(path, out var answer) ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer ?? "{}");
    }
}

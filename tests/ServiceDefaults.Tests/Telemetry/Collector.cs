using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Trading.ServiceDefaults.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP and keeps what came; the texts inside protobuf can be searched as they are.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, string> _bodies = new(StringComparer.Ordinal);

    private Collector(WebApplication server) => _server = server;

    public string Url => _server.Urls.First();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var collector = new Collector(server);
        server.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var text = Encoding.UTF8.GetString(body.ToArray());
            collector._bodies.AddOrUpdate(signal, text, (_, before) => before + text);
            return Results.Bytes([], "application/x-protobuf");
        });
        await server.StartAsync();
        return collector;
    }

    /// <summary>All that came of <c>traces</c>, <c>metrics</c> or <c>logs</c>.</summary>
    public string Of(string signal) => _bodies.GetValueOrDefault(signal) ?? string.Empty;

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }
}

using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Trading.ServiceDefaults.Tests.Telemetry;

/// <summary>Takes OTLP and keeps what came, by its path; the texts inside protobuf can be searched as they are.</summary>
public sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, string> _bodies = new(StringComparer.Ordinal);

    private Collector(WebApplication server) => _server = server;

    public string Url => _server.Urls.First();

    /// <param name="protocols">HTTP/2 without TLS is what gRPC needs.</param>
    public static async Task<Collector> StartAsync(HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = protocols));
        var server = builder.Build();
        var collector = new Collector(server);
        server.MapPost("/{**path}", collector.TakeAsync);
        await server.StartAsync();
        return collector;
    }

    /// <summary>All bodies, and the header <c>x-sender</c>, that came to a path such as <c>/v1/logs</c>.</summary>
    public string At(string path) => _bodies.GetValueOrDefault(path) ?? string.Empty;

    /// <summary>All that came of <c>traces</c>, <c>metrics</c> or <c>logs</c> over HTTP.</summary>
    public string Of(string signal) => At("/v1/" + signal);

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var text = Encoding.Latin1.GetString(body.ToArray()) + context.Request.Headers["x-sender"];
        _bodies.AddOrUpdate(context.Request.Path.Value!, text, (_, before) => before + text);
        context.Response.ContentType = context.Request.ContentType;
        if (context.Request.ContentType == "application/grpc")
        {
            // An empty message: not compressed, of no bytes.
            await context.Response.Body.WriteAsync(new byte[5]);
            context.Response.AppendTrailer("grpc-status", "0");
        }
    }
}

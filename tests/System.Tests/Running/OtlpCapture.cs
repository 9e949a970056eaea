using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Trading.Testing;

namespace Trading.SystemTests.Running;

/// <summary>
/// Takes OTLP over HTTP and keeps the trace requests as they came. Each request is of one process and holds its service name as text
/// and every span's trace id as 16 bytes: looking for both answers which services took part in a trace.
/// </summary>
public sealed class OtlpCapture : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> _requests = new();
    private readonly WebApplication _app;

    private OtlpCapture(WebApplication app, string url)
    {
        _app = app;
        Url = url;
    }

    public string Url { get; }

    /// <summary>What a system under test needs in its environment to send here.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Url,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
    };

    public static async Task<OtlpCapture> StartAsync()
    {
        var url = $"http://127.0.0.1:{FreePort.Next()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var capture = new OtlpCapture(builder.Build(), url);
        capture._app.MapPost("/v1/{signal}", capture.TakeAsync);
        await capture._app.StartAsync();
        return capture;
    }

    /// <summary>Those of the services that sent spans of the trace.</summary>
    public IReadOnlyList<string> ServicesOf(string traceId, IEnumerable<string> services)
    {
        var id = Convert.FromHexString(traceId);
        var requests = _requests.Where(request => request.AsSpan().IndexOf(id) >= 0).ToArray();
        return [.. services.Where(service => requests.Any(request => request.AsSpan().IndexOf(Encoding.UTF8.GetBytes(service)) >= 0))];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(string signal, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (signal == "traces")
        {
            _requests.Enqueue(body.ToArray());
        }

        return Results.Bytes([], "application/x-protobuf");
    }
}

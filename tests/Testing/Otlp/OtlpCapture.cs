using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Trading.Testing.Otlp;

/// <summary>Takes OTLP over HTTP and reads the spans of the trace requests (opentelemetry-proto, trace/v1).</summary>
public sealed class OtlpCapture : IAsyncDisposable
{
    private readonly ConcurrentQueue<CapturedSpan> _spans = new();
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

    public IReadOnlyList<CapturedSpan> Spans => [.. _spans];

    /// <summary>Of services, then of what databases and brokers, the trace has spans.</summary>
    public IReadOnlyList<string> PlacesOf(string traceId)
    {
        var spans = _spans.Where(span => span.TraceId == traceId).ToList();
        return [.. spans.Select(span => span.Service).Concat(spans.SelectMany(span => span.Systems)).Distinct(StringComparer.Ordinal)];
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(string signal, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        if (signal == "traces")
        {
            foreach (var span in ProtobufField.Of(body.ToArray()).Where(field => field.Number == 1).SelectMany(Read))
            {
                _spans.Enqueue(span);
            }
        }

        return Results.Bytes([], "application/x-protobuf");
    }

    // ResourceSpans: resource = 1, scope_spans = 2. ScopeSpans: spans = 2. Span: trace_id = 1, span_id = 2,
    // parent_span_id = 4, name = 5, attributes = 9.
    private static IEnumerable<CapturedSpan> Read(ProtobufField resourceSpans)
    {
        var parts = ProtobufField.Of(resourceSpans.Bytes).ToList();
        var service = parts.Where(part => part.Number == 1).SelectMany(resource => Attributes(resource, 1)).First(attribute => attribute.Key == "service.name").Value;
        foreach (var span in parts.Where(part => part.Number == 2).SelectMany(scope => ProtobufField.Of(scope.Bytes)).Where(field => field.Number == 2))
        {
            var fields = ProtobufField.Of(span.Bytes).ToList();
            yield return new CapturedSpan(
                Hex(fields, 1),
                Hex(fields, 2),
                Hex(fields, 4),
                fields.First(field => field.Number == 5).Text,
                service,
                [.. Attributes(span, 9).Where(attribute => attribute.Key is "db.system" or "db.system.name" or "messaging.system").Select(attribute => attribute.Value)]);
        }
    }

    private static string Hex(IEnumerable<ProtobufField> fields, int number) =>
        Convert.ToHexStringLower(fields.FirstOrDefault(field => field.Number == number).Bytes.Span);

    // KeyValue: key = 1, value = 2. AnyValue: string_value = 1; what is no text is left out.
    private static IEnumerable<KeyValuePair<string, string>> Attributes(ProtobufField message, int number) =>
        from attribute in ProtobufField.Of(message.Bytes)
        where attribute.Number == number
        let parts = ProtobufField.Of(attribute.Bytes).ToList()
        let value = parts.Where(part => part.Number == 2).SelectMany(part => ProtobufField.Of(part.Bytes)).FirstOrDefault(part => part.Number == 1)
        where !value.Bytes.IsEmpty
        select KeyValuePair.Create(parts.First(part => part.Number == 1).Text, value.Text);
}

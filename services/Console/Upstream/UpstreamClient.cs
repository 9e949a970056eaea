using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Trading.ServiceDefaults.Security;

namespace Trading.WebConsole.Upstream;

/// <summary>Asks a service for JSON. A service that does not answer, is slow or wrong is a reply with a problem, never an
/// exception.</summary>
internal sealed class UpstreamClient(HttpClient http, ServiceUrls urls, ConsoleOptions options, TimeProvider time)
{
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");

    public Task<UpstreamReply> GetAsync(UpstreamService service, string path, CancellationToken cancellationToken) =>
        SendAsync(service, HttpMethod.Get, path, body: null, apiKey: null, cancellationToken);

    /// <summary>Asks what is no service of this product.</summary>
    public Task<UpstreamReply> GetAsync(Uri address, CancellationToken cancellationToken) =>
        SendAsync(() => address, HttpMethod.Get, body: null, apiKey: null, cancellationToken);

    /// <param name="path">Relative, without a leading slash.</param>
    /// <param name="apiKey">Passed on to the service, which decides; never kept.</param>
    public Task<UpstreamReply> SendAsync(
        UpstreamService service, HttpMethod method, string path, string? body, string? apiKey, CancellationToken cancellationToken) =>
        SendAsync(() => new Uri(urls[service], path), method, body, apiKey, cancellationToken);

    private async Task<UpstreamReply> SendAsync(
        Func<Uri> address, HttpMethod method, string? body, string? apiKey, CancellationToken cancellationToken)
    {
        var patience = method == HttpMethod.Get ? options.UpstreamTimeoutMs : options.ChangeTimeoutMs;
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(patience), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(method, address());
            request.Headers.Accept.Add(Json);
            if (!string.IsNullOrEmpty(apiKey))
            {
                request.Headers.TryAddWithoutValidation(ApiKeyOptions.Header, apiKey);
            }

            if (body is not null)
            {
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            }

            using var response = await http.SendAsync(request, either.Token);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            var json = IsJson(text) ? text : null;
            var problem = !response.IsSuccessStatusCode ? $"answered {(int)response.StatusCode}"
                : json is null ? "answered with something that is not JSON"
                : null;
            return new UpstreamReply(response.StatusCode, json, problem);
        }
        catch (HttpRequestException error)
        {
            return new UpstreamReply(
                null, null, error.HttpRequestError == HttpRequestError.ConnectionError ? "does not answer" : "broke the connection");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new UpstreamReply(null, null, "did not answer in time");
        }
    }

    private static bool IsJson(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            return JsonDocument.TryParseValue(ref reader, out var document) && Dispose(document);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Dispose(JsonDocument document)
    {
        document.Dispose();
        return true;
    }
}

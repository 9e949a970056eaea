using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Trading.Exchanges.Binance.Signing;
using Trading.Exchanges.Orders;

namespace Trading.Exchanges.Binance.Orders;

/// <summary>
/// Signed and public requests to one venue. Every exchange ends as a value: answered, refused (or provably not sent), unknown.
/// Nothing is ever retried here except after a refusal for the clock, which provably executed nothing.
/// </summary>
internal sealed class BinanceRestSession : IDisposable
{
    private readonly BinanceTradingOptions _options;
    private readonly TimeProvider _time;
    private readonly HmacSigner _signer;
    private readonly ServerClock _clock;
    private readonly HttpClient _http;
    private long _blockedUntilMs;

    public BinanceRestSession(BinanceTradingOptions options, ServerClock clock, TimeProvider time)
    {
        _options = options;
        _time = time;
        _signer = new HmacSigner(options.ApiSecret);
        _clock = clock;
        _http = new HttpClient(new SocketsHttpHandler
        {
            // Trace context and baggage are ours: a venue gets neither.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(5),
            AllowAutoRedirect = false,
        })
        {
            BaseAddress = options.RestUrl,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public bool IsConnected { get; private set; }

    public Task<VenueReply> GetAsync(string path, RequestParameters parameters, CancellationToken cancellationToken) =>
        SendAsync(() => new HttpRequestMessage(HttpMethod.Get, $"{path}?{parameters}"), isOrder: false, cancellationToken);

    /// <param name="sendBefore">UTC; later than this the request is not signed any more.</param>
    public async Task<VenueReply> SendSignedAsync(
        HttpMethod method, string path, Func<RequestParameters> parameters, DateTime sendBefore, CancellationToken cancellationToken)
    {
        if (!_clock.IsSynced)
        {
            await MeasureClockAsync(cancellationToken);
        }

        var reply = await SignAndSendAsync(method, path, parameters(), sendBefore, cancellationToken);
        if (reply is VenueReply.Refused { Refusal.Class: VenueErrorClass.ClockSkew } && await MeasureClockAsync(cancellationToken))
        {
            reply = await SignAndSendAsync(method, path, parameters(), sendBefore, cancellationToken);
        }

        return reply;
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> MeasureClockAsync(CancellationToken cancellationToken)
    {
        var sent = _time.GetUtcNow().ToUnixTimeMilliseconds();
        if (await GetAsync("/api/v3/time", new RequestParameters(), cancellationToken) is not VenueReply.Ok ok
            || !ok.Body.TryGetProperty("serverTime", out var server) || !server.TryGetInt64(out var serverMs))
        {
            return false;
        }

        _clock.Measured(serverMs, sent, _time.GetUtcNow().ToUnixTimeMilliseconds());
        return true;
    }

    private Task<VenueReply> SignAndSendAsync(
        HttpMethod method, string path, RequestParameters parameters, DateTime sendBefore, CancellationToken cancellationToken)
    {
        if (_time.GetUtcNow().UtcDateTime > sendBefore)
        {
            return Task.FromResult(NotSent(VenueErrorClass.SentTooLate, "Not sent: its time to be sent had passed."));
        }

        parameters.Add("recvWindow", _options.RecvWindowMs).Add("timestamp", _clock.NowMs());
        var text = parameters.ToString();
        var signed = $"{text}&signature={_signer.Sign(text)}";
        return SendAsync(
            () =>
            {
                // A new order travels in the body: the HTTP stack silently repeats a request without content when a kept-alive
                // connection turns out closed, and must never do so with an order.
                var request = method == HttpMethod.Post
                    ? new HttpRequestMessage(method, path)
                    {
                        Content = new StringContent(signed, Encoding.ASCII, new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
                    }
                    : new HttpRequestMessage(method, $"{path}?{signed}");
                request.Headers.Add("X-MBX-APIKEY", _options.ApiKey);
                return request;
            },
            isOrder: method == HttpMethod.Post,
            cancellationToken);
    }

    private async Task<VenueReply> SendAsync(Func<HttpRequestMessage> create, bool isOrder, CancellationToken cancellationToken)
    {
        var nowMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        if (nowMs < Volatile.Read(ref _blockedUntilMs))
        {
            return NotSent(VenueErrorClass.RateLimited, "Not sent: the venue asked to back off.");
        }

        using var request = create();
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(_options.RequestTimeoutMs), _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, isOrder ? CancellationToken.None : cancellationToken);
        try
        {
            using var response = await _http.SendAsync(request, linked.Token);
            var body = await response.Content.ReadAsStringAsync(linked.Token);
            return Read(response, body, nowMs);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            IsConnected = false;
            return NotSent(VenueErrorClass.Unreachable, $"Not sent: {exception.HttpRequestError}.");
        }
        catch (HttpRequestException exception)
        {
            IsConnected = false;
            return new VenueReply.Unknown($"No answer: {exception.HttpRequestError}.");
        }
        catch (IOException)
        {
            IsConnected = false;
            return new VenueReply.Unknown("The answer broke off.");
        }
        catch (OperationCanceledException) when (isOrder || !cancellationToken.IsCancellationRequested)
        {
            IsConnected = false;
            return new VenueReply.Unknown($"No answer within {_options.RequestTimeoutMs} ms.");
        }
    }

    private VenueReply Read(HttpResponseMessage response, string text, long nowMs)
    {
        var body = Parse(text);
        if (response.IsSuccessStatusCode)
        {
            IsConnected = body is not null;
            return body is { } value ? new VenueReply.Ok(value) : new VenueReply.Unknown("The answer is not JSON.");
        }

        IsConnected = (int)response.StatusCode < 500;
        var (code, message) = BinanceJson.Error(body);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or (HttpStatusCode)418)
        {
            // Without Retry-After the per-minute counters are the bound: wait for the next minute edge.
            var wait = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(60_000 - nowMs % 60_000);
            Volatile.Write(ref _blockedUntilMs, nowMs + (long)wait.TotalMilliseconds);
        }

        if (BinanceErrors.IsUnknown(response.StatusCode, code))
        {
            return new VenueReply.Unknown(string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}, code {code}: {message}"));
        }

        return new VenueReply.Refused(new VenueRefusal(BinanceErrors.ClassOf(response.StatusCode, code, message), code, message));
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static VenueReply NotSent(string errorClass, string message) => new VenueReply.Refused(new VenueRefusal(errorClass, 0, message));
}

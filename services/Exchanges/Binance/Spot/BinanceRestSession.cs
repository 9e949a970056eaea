using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Binance.Spot;

/// <summary>
/// Signed and public requests to one venue. Every exchange ends as a value: answered, refused (or provably not sent), unknown.
/// Nothing is ever retried here except after a refusal for the clock, which provably executed nothing.
/// </summary>
internal sealed class BinanceRestSession : IDisposable
{
    private readonly TradingSettings _options;
    private readonly TimeProvider _time;
    private readonly HmacSigner _signer;
    private readonly ServerClock _clock;
    private readonly WeightGate _gate;
    private readonly ILogger _logger;
    private readonly HttpClient _client;
    private readonly VenueHttp _http;
    private long _ordersBlockedUntilMs;

    public BinanceRestSession(
        TradingSettings options,
        ServerClock clock,
        WeightGate gate,
        RestMetrics metrics,
        VenueReachability reachability,
        ILogger logger,
        TimeProvider time)
    {
        (_options, _time, _clock, _gate, _logger) = (options, time, clock, gate, logger);
        _signer = new HmacSigner(options.ApiSecret);
        _client = VenueHttp.ClientFor(options.RestUrl, metrics);
        _http = new VenueHttp(_client, BinanceErrors.Instance, metrics, reachability, logger, time);
    }

    public bool IsConnected { get; private set; }

    public Task<VenueReply> GetAsync(string path, RequestParameters parameters, int weight, CancellationToken cancellationToken) =>
        SendAsync(path, () => new HttpRequestMessage(HttpMethod.Get, $"{path}?{parameters}"), weight, isOrder: false, cancellationToken);

    /// <summary>Sends a new order. Not cancellable, and not repeated: see <see cref="NewVenueOrder"/> for when it is not sent.</summary>
    public Task<VenueReply> SendOrderAsync(
        string path, Func<RequestParameters> parameters, int weight, DateTime sendBefore, Func<bool> maySend) =>
        SendSignedAsync(HttpMethod.Post, path, parameters, weight, sendBefore, maySend, CancellationToken.None);

    public Task<VenueReply> SendSignedAsync(
        HttpMethod method, string path, Func<RequestParameters> parameters, int weight, CancellationToken cancellationToken) =>
        SendSignedAsync(method, path, parameters, weight, DateTime.MaxValue, maySend: null, cancellationToken);

    public void Dispose() => _client.Dispose();

    private async Task<VenueReply> SendSignedAsync(
        HttpMethod method, string path, Func<RequestParameters> parameters, int weight, DateTime sendBefore, Func<bool>? maySend,
        CancellationToken cancellationToken)
    {
        if (!_clock.IsSynced)
        {
            await MeasureClockAsync(cancellationToken);
        }

        var reply = await SignAndSendAsync(method, path, parameters(), weight, sendBefore, maySend, cancellationToken);
        if (reply is VenueReply.Refused { Refusal.Class: VenueErrorClass.ClockSkew } && await MeasureClockAsync(cancellationToken))
        {
            reply = await SignAndSendAsync(method, path, parameters(), weight, sendBefore, maySend, cancellationToken);
        }

        return reply;
    }

    private async Task<bool> MeasureClockAsync(CancellationToken cancellationToken)
    {
        var sent = _clock.LocalMs();
        if (await GetAsync("/api/v3/time", new RequestParameters(), SpotMarket.TimeWeight, cancellationToken) is not VenueReply.Ok ok
            || !ok.Body.TryGetProperty("serverTime", out var server)
            || server.ValueKind != JsonValueKind.Number
            || !server.TryGetInt64(out var serverMs))
        {
            return false;
        }

        _clock.Measured(serverMs, sent);
        return true;
    }

    private Task<VenueReply> SignAndSendAsync(
        HttpMethod method, string path, RequestParameters parameters, int weight, DateTime sendBefore, Func<bool>? maySend,
        CancellationToken cancellationToken)
    {
        if (_time.GetUtcNow().UtcDateTime > sendBefore)
        {
            return Task.FromResult(NotSent(VenueErrorClass.SentTooLate, "Not sent: its time to be sent had passed."));
        }

        parameters.Add("recvWindow", _options.RecvWindowMs).Add("timestamp", _clock.NowMs());
        var text = parameters.ToString();
        var signed = $"{text}&signature={_signer.Sign(text)}";
        return SendAsync(
            path,
            () =>
            {
                // A new order travels in the body: the HTTP stack silently repeats a request without content when a kept-alive
                // connection turns out closed, and must never do so with an order.
                var request = maySend is not null
                    ? new HttpRequestMessage(method, path) { Content = new OrderContent(signed, maySend) }
                    : new HttpRequestMessage(method, $"{path}?{signed}");
                request.Headers.Add("X-MBX-APIKEY", _options.ApiKey);
                return request;
            },
            weight,
            isOrder: maySend is not null,
            cancellationToken);
    }

    /// <summary>
    /// Through the weight gate that everybody on this IP shares, in the lane of orders. Nothing waits there: what may not be sent now,
    /// because the venue has refused this IP for now, is refused and provably did not arrive.
    /// </summary>
    private async Task<VenueReply> SendAsync(
        string path, Func<HttpRequestMessage> create, int weight, bool isOrder, CancellationToken cancellationToken)
    {
        if (isOrder && _time.GetUtcNow().ToUnixTimeMilliseconds() < Volatile.Read(ref _ordersBlockedUntilMs))
        {
            return NotSent(VenueErrorClass.RateLimited, "Not sent: the venue takes no more orders for now.");
        }

        // The endpoint is the last part of the path: the rest of a signed request belongs in no log and no metric.
        var request = new VenueRequest(new RestCall(path[(path.LastIndexOf('/') + 1)..], path, weight, RequestLane.Orders, Symbol: ""));
        try
        {
            return await _http.SendAsync(
                request,
                _gate,
                create,
                TimeSpan.FromMilliseconds(_options.RequestTimeoutMs),
                (response, cancel) => ReadAsync(request, response, cancel),
                isOrder ? CancellationToken.None : cancellationToken,
                patience: TimeSpan.Zero);
        }
        catch (WeightPausedException paused)
        {
            return NotSent(VenueErrorClass.RateLimited, $"Not sent: {paused.Message}");
        }
        catch (OrderWithdrawnException)
        {
            return NotSent(VenueErrorClass.Withdrawn, "Not sent: it was withdrawn.");
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

    private async Task<VenueReply> ReadAsync(VenueRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            var parsed = Parse(body);
            IsConnected = parsed is not null;
            return parsed is { } value ? new VenueReply.Ok(value) : new VenueReply.Unknown("The answer is not JSON.");
        }

        IsConnected = (int)response.StatusCode < 500;
        var error = BinanceErrors.Instance.ErrorOf(response.StatusCode, body);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or (HttpStatusCode)418)
        {
            await BackOffAsync(request, response, error);
        }

        return error.IsUnknown
            ? new VenueReply.Unknown(string.Create(
                CultureInfo.InvariantCulture, $"HTTP {(int)response.StatusCode}, code {error.Code}: {error.Message}"))
            : new VenueReply.Refused(new VenueRefusal(error.Class, error.Code, error.Message));
    }

    /// <summary>Too many orders stop orders alone; too much weight, or a ban, stops everybody on this IP.</summary>
    private async Task BackOffAsync(VenueRequest request, HttpResponseMessage response, VenueError error)
    {
        var wait = _http.RetryAfter(response, error);
        if (error.Code != BinanceErrors.TooManyOrders)
        {
            _logger.Paused(request.Id, request.Call.Endpoint, request.Status, await _gate.PauseAsync(wait, CancellationToken.None));
            return;
        }

        // Without Retry-After the per-minute counters are the bound: wait for the next minute edge.
        var nowMs = _time.GetUtcNow().ToUnixTimeMilliseconds();
        Volatile.Write(
            ref _ordersBlockedUntilMs, nowMs + (long)(wait ?? TimeSpan.FromMilliseconds(60_000 - nowMs % 60_000)).TotalMilliseconds);
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static VenueReply NotSent(string errorClass, string message) =>
        new VenueReply.Refused(new VenueRefusal(errorClass, 0, message));
}

using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Trading.Exchanges.Limits;

namespace Trading.Exchanges.Transport;

/// <summary>
/// Sends one logical request: through the weight gate, again on transient faults with exponential backoff and jitter, under one
/// correlation id in logs and spans. The span of the request holds one for each wait for weight and one for each attempt.
/// </summary>
internal sealed class RestTransport
{
    private readonly VenueHttp _http;
    private readonly RestMetrics _metrics;
    private readonly VenueReachability _reachability;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly RestOptions _options;
    private readonly ResiliencePipeline _retries;

    public RestTransport(
        HttpClient http, IVenueAnswers answers, RestOptions options, RestMetrics metrics, VenueReachability reachability, ILogger logger,
        TimeProvider time)
    {
        _http = new VenueHttp(http, answers, metrics, reachability, logger, time);
        _reachability = reachability;
        _options = options;
        _metrics = metrics;
        _logger = logger;
        _time = time;
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = Math.Max(1, options.MaxAttempts - 1),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(options.FirstBackoffMs),
            MaxDelay = TimeSpan.FromMilliseconds(options.LargestBackoffMs),
            ShouldHandle = new PredicateBuilder().Handle<VenueException>(fault => fault.IsTransient),

            // A refusal for weight waits in the gate, with everybody else, and not a second time here.
            DelayGenerator = retry => ValueTask.FromResult<TimeSpan?>(
                retry.Outcome.Exception is VenueException { Failure: VenueFailure.TooManyRequests or VenueFailure.Banned }
                    ? TimeSpan.Zero
                    : null),
            OnRetry = retry =>
            {
                Retrying(retry);
                return default;
            },
        }).Build();
    }

    /// <exception cref="VenueException">No result after all attempts.</exception>
    public async Task<T> GetAsync<T>(
        RestCall call, WeightGate gate, Func<ReadOnlyMemory<byte>, T> parse, CancellationToken cancellationToken)
    {
        var request = new VenueRequest(call);
        using var activity = RestMetrics.Activities.StartActivity($"venue {call.Endpoint}", ActivityKind.Internal);
        activity?.SetTag(RequestId.Tag, request.Id).SetTag("venue.symbol", call.Symbol).SetTag("venue.weight", call.Weight);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(RequestKey, request);
            return await _retries.ExecuteAsync(
                async (context, state) => await AttemptAsync(state.request, state.gate, state.parse, context.CancellationToken),
                context,
                (request, gate, parse));
        }
        catch (VenueException exception)
        {
            activity?.SetStatus(ActivityStatusCode.Error, exception.Failure.ToString());
            _logger.GaveUp(request.Id, call.Endpoint, request.Attempt, exception.Failure, exception.Message);
            throw;
        }
        catch (WeightPausedException paused)
        {
            activity?.SetStatus(ActivityStatusCode.Error, nameof(VenueFailure.Banned));
            _logger.GaveUp(request.Id, call.Endpoint, request.Attempt, VenueFailure.Banned, paused.Message);
            throw new VenueException(VenueFailure.Banned, paused.Message, paused) { RetryAt = paused.Until };
        }
        finally
        {
            activity?.SetTag("request.attempts", request.Attempt);
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static readonly ResiliencePropertyKey<VenueRequest> RequestKey = new("request");

    private async Task<T> AttemptAsync<T>(
        VenueRequest request, WeightGate gate, Func<ReadOnlyMemory<byte>, T> parse, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(
                request,
                gate,
                () => new HttpRequestMessage(HttpMethod.Get, request.Call.PathAndQuery),
                TimeSpan.FromMilliseconds(_options.AttemptTimeoutMs),
                (response, cancel) => ReadAsync(request, gate, response, parse, cancel),
                cancellationToken);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new VenueException(VenueFailure.Unreachable, $"no answer within {_options.AttemptTimeoutMs} ms", exception);
        }
        catch (HttpRequestException exception)
        {
            var text = VenueReachability.Text(_http.Address.Authority, VenueReachability.Reason(exception));
            throw new VenueException(VenueFailure.Unreachable, text, exception);
        }
        catch (IOException exception)
        {
            throw new VenueException(VenueFailure.Unreachable, $"the connection broke: {exception.Message}", exception);
        }
    }

    private async Task<T> ReadAsync<T>(
        VenueRequest request,
        WeightGate gate,
        HttpResponseMessage response,
        Func<ReadOnlyMemory<byte>, T> parse,
        CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var (buffer, length) = await BodyAsync(response, cancellationToken);
        try
        {
            var body = buffer.AsMemory(0, length);
            if (response.IsSuccessStatusCode)
            {
                return parse(body);
            }

            var error = _http.Answers.ErrorOf(response.StatusCode, body.Span);
            if (status is (int)HttpStatusCode.TooManyRequests or 418)
            {
                var until = await gate.PauseAsync(_http.RetryAfter(response, error), cancellationToken);
                _logger.Paused(request.Id, request.Call.Endpoint, status, until);
                var failure = status == 418 ? VenueFailure.Banned : VenueFailure.TooManyRequests;
                throw new VenueException(failure, error.Message) { Code = error.Code, RetryAt = until };
            }

            var number = error.Code == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", code {error.Code}");
            var text = $"{_http.Address.Authority} answered {status}{number}: {error.Message}";
            throw new VenueException(VenueException.FailureOf(status, error), text) { Code = error.Code };
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new VenueException(VenueFailure.Malformed, exception.Message, exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<(byte[] Buffer, int Length)> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(response.Content.Headers.ContentLength + 1 ?? 64 * 1024, 16 << 20));
        var length = 0;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        while (await stream.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }

        return (buffer, length);
    }

    private void Retrying(OnRetryArguments<object> retry)
    {
        if (retry.Context.Properties.TryGetValue(RequestKey, out var request) && retry.Outcome.Exception is VenueException fault)
        {
            _metrics.Retried(request.Attempt + 1, retry.RetryDelay);
            _reachability.TryAgainIn(_http.Address, retry.RetryDelay);
            _logger.Retrying(
                request.Id, request.Call.Endpoint, request.Attempt, fault.Failure, fault.Message, (long)retry.RetryDelay.TotalMilliseconds);
        }
    }
}

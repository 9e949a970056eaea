using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Polly;
using Polly.Retry;
using Trading.Downloader.Storage;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Transport;

namespace Trading.Downloader.Archives;

/// <summary>
/// Sends the requests for published files, again on transient faults, with a log line and a span for every attempt. No weight: archives
/// are another host without a published limit.
/// </summary>
internal sealed class ArchiveHttp : IDisposable
{
    /// <summary>One attempt's time, from the first byte sent to the last byte stored.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromMinutes(5);

    private static readonly ResiliencePropertyKey<ArchiveRequest> RequestKey = new("archive request");

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly RestMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _retries;

    public ArchiveHttp(RestMetrics metrics, TimeProvider time, ILogger logger)
    {
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 5,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(300),
            MaxDelay = TimeSpan.FromSeconds(10),
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(IsTransient),
            OnRetry = retry =>
            {
                Retrying(retry);
                return default;
            },
        }).Build();
    }

    /// <param name="endpoint">Label of metrics, logs and spans: few values, never a URL.</param>
    /// <exception cref="HttpRequestException">No good answer after all attempts.</exception>
    public async Task<T> GetAsync<T>(
        ArchiveRequest request, string endpoint, Uri url, Func<HttpContent, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(RequestKey, request);
            return await _retries.ExecuteAsync(
                async (context, state) =>
                    await AttemptAsync(state.request, state.endpoint, state.url, state.read, context.CancellationToken),
                context,
                (request, endpoint, url, read));
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Dispose() => _http.Dispose();

    private static bool IsTransient(HttpRequestException exception) =>
        exception.StatusCode is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or >= HttpStatusCode.InternalServerError;

    private async Task<T> AttemptAsync<T>(
        ArchiveRequest request, string endpoint, Uri url, Func<HttpContent, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken)
    {
        var attempt = request.Next(endpoint);
        using var activity = DownloaderMetrics.Activities.StartActivity("archive attempt");
        activity?.SetTag(RequestId.Tag, request.Id).SetTag(RequestId.AttemptTag, attempt).SetTag("archive.part", endpoint);
        using var timeout = new CancellationTokenSource(AttemptTimeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var started = _time.GetTimestamp();
        var status = 0;
        try
        {
            using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, both.Token);
            status = (int)response.StatusCode;
            response.EnsureSuccessStatusCode();
            return await read(response.Content, both.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            activity?.SetStatus(ActivityStatusCode.Error, "timeout");
            throw new HttpRequestException($"no answer within {AttemptTimeout.TotalSeconds} s", exception);
        }
        catch (IOException exception) when (
            exception is HttpIOException or { InnerException: SocketException } && DiskFull.Describe(exception) is null)
        {
            activity?.SetStatus(ActivityStatusCode.Error, "broken");
            throw new HttpRequestException($"the connection broke: {exception.Message}", exception);
        }
        catch (HttpRequestException)
        {
            activity?.SetStatus(ActivityStatusCode.Error, status == 0 ? "unreachable" : "refused");
            throw;
        }
        finally
        {
            var elapsed = _time.GetElapsedTime(started);
            activity?.SetTag("http.response.status_code", status);
            _metrics.Requested(endpoint, status, attempt, elapsed);
            var level = attempt > 1 || status is < 200 or > 299 ? LogLevel.Information : LogLevel.Debug;
            _logger.ArchiveAnswered(level, request.Id, endpoint, attempt, status, (long)elapsed.TotalMilliseconds, request.Path);
        }
    }

    private void Retrying(OnRetryArguments<object> retry)
    {
        if (retry.Context.Properties.TryGetValue(RequestKey, out var request))
        {
            _metrics.Retried(request.Attempt + 1, retry.RetryDelay);
            _logger.ArchiveRetrying(
                request.Id, request.Endpoint, request.Attempt, retry.Outcome.Exception?.Message ?? "",
                (long)retry.RetryDelay.TotalMilliseconds);
        }
    }
}

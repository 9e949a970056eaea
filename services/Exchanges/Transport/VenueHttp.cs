using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Trading.Exchanges.Limits;

namespace Trading.Exchanges.Transport;

/// <summary>
/// One attempt of a request to a venue, the same for market data and for orders: it waits for its weight, is counted, timed, traced and
/// logged, and notes whether the venue can be reached. Whether another attempt follows is the caller's policy.
/// </summary>
internal sealed class VenueHttp(
    HttpClient http, IVenueAnswers answers, RestMetrics metrics, VenueReachability reachability, ILogger logger, TimeProvider time)
{
    public Uri Address => http.BaseAddress!;

    public IVenueAnswers Answers => answers;

    public static HttpClient ClientFor(Uri baseUrl, RestMetrics metrics) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxConnectionsPerServer = 32,

        // A name that moves to other addresses is followed.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),

        // Trace context and baggage stay inside: a venue gets neither.
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
        SslOptions = new SslClientAuthenticationOptions
        {
            RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
            {
                if (certificate is X509Certificate2 shown)
                {
                    metrics.Certificate(baseUrl.Host, shown.NotAfter.ToUniversalTime());
                }

                return errors == SslPolicyErrors.None;
            },
        },
    })
    {
        BaseAddress = baseUrl,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary><c>Retry-After</c> in seconds or as a date, else what the body says, else null.</summary>
    public TimeSpan? RetryAfter(HttpResponseMessage response, VenueError error) =>
        response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - time.GetUtcNow() : error.RetryAt - time.GetUtcNow();

    /// <param name="patience">Longest wait for weight; null waits as long as it takes.</param>
    /// <exception cref="WeightPausedException">The wait would be longer. Nothing was sent.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or no whole answer within <paramref name="timeout"/>.</exception>
    public async Task<T> SendAsync<T>(
        VenueRequest request,
        WeightGate gate,
        Func<HttpRequestMessage> create,
        TimeSpan timeout,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken,
        TimeSpan? patience = null)
    {
        request.Attempt++;
        request.Status = 0;
        request.Used = null;
        var permit = await PermitAsync(request, gate, patience, cancellationToken);
        using var activity = Span("venue attempt", request);
        var started = time.GetTimestamp();
        var sent = true;
        try
        {
            using var late = new CancellationTokenSource(timeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
            using var message = create();
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token);
            reachability.Answered(Address);
            request.Status = (int)response.StatusCode;
            request.Used = answers.UsedWeight(response);
            return await read(response, both.Token);
        }
        catch (Exception exception)
        {
            sent = exception is not OrderWithdrawnException;
            activity?.SetStatus(
                ActivityStatusCode.Error, exception is VenueException fault ? fault.Failure.ToString() : exception.GetType().Name);
            if (exception is HttpRequestException or IOException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                reachability.Failed(Address, exception);
            }

            throw;
        }
        finally
        {
            activity?.SetTag("http.response.status_code", request.Status);
            if (sent)
            {
                Count(request, permit, time.GetElapsedTime(started));
            }

            await gate.CompleteAsync(permit, request.Used, CancellationToken.None);
        }
    }

    private void Count(VenueRequest request, WeightPermit permit, TimeSpan elapsed)
    {
        metrics.Requested(request.Call.Endpoint, request.Status, request.Attempt, elapsed);

        // A request that went through at once is not worth a line; one that did not shows all its attempts.
        var level = request.Attempt > 1 || request.Status is < 200 or > 299 ? LogLevel.Information : LogLevel.Debug;
        logger.Answered(
            level,
            request.Id,
            request.Call.Endpoint,
            request.Attempt,
            request.Status,
            (long)elapsed.TotalMilliseconds,
            (long)permit.Waited.TotalMilliseconds,
            request.Used ?? 0);
    }

    private async Task<WeightPermit> PermitAsync(
        VenueRequest request, WeightGate gate, TimeSpan? patience, CancellationToken cancellationToken)
    {
        using var activity = Span("weight wait", request);
        var permit = await gate.AcquireAsync(request.Call.Weight, request.Call.Lane, request.Call.Symbol, cancellationToken, patience);
        metrics.Permitted(permit);
        return permit;
    }

    private static Activity? Span(string name, VenueRequest request) => RestMetrics.Activities.StartActivity(name)
        ?.SetTag(RequestId.Tag, request.Id).SetTag(RequestId.AttemptTag, request.Attempt).SetTag("venue.endpoint", request.Call.Endpoint);
}

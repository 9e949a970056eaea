using System.Net;
using System.Text;

namespace Trading.Exchanges.Tests.Rest;

/// <summary>Answers requests from a script, in order; the last answer repeats.</summary>
internal sealed class StubVenue : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = new();
    private readonly Lock _lock = new();

    public List<string> Requests { get; } = [];

    /// <summary>UTC of each request.</summary>
    public List<DateTime> Times { get; } = [];

    public StubVenue Answers(int status, string body, int? usedWeight = 1, int? retryAfterSeconds = null)
    {
        _answers.Enqueue(() =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            if (usedWeight is not null)
            {
                response.Headers.Add("X-MBX-USED-WEIGHT-1M", $"{usedWeight}");
            }

            if (retryAfterSeconds is not null)
            {
                response.Headers.Add("Retry-After", $"{retryAfterSeconds}");
            }

            return response;
        });
        return this;
    }

    public StubVenue Breaks()
    {
        _answers.Enqueue(() => throw new HttpRequestException("connection refused"));
        return this;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Requests.Add(request.RequestUri!.PathAndQuery);
            Times.Add(DateTime.UtcNow);
            return Task.FromResult((_answers.Count > 1 ? _answers.Dequeue() : _answers.Peek())());
        }
    }
}

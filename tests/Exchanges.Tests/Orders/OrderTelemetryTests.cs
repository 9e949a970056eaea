using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Trading.Contracts;
using Trading.Exchanges.Binance.Spot;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Transport;

namespace Trading.Exchanges.Tests.Orders;

/// <summary>Signed requests are counted, timed, traced and logged like those of market data, and never show what signs them.</summary>
[Collection(MetricsAlone.Name)]
public sealed class OrderTelemetryTests : IDisposable
{
    private readonly RestMetrics _metrics = new();
    private readonly ConcurrentQueue<string> _counted = new();
    private readonly MeterListener _meters = new();

    [Fact]
    public async Task An_order_and_its_refusal_with_429_are_counted_by_endpoint_and_status()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(400, """{"code":-2010,"msg":"Account has insufficient balance for requested action."}""");
        server.Answer(429, """{"code":-1003,"msg":"Too many requests."}""");
        Listen();
        using var client = OrderClients.Of(OrderClients.Options(server.Url), metrics: _metrics);

        await client.PlaceAsync(Order());
        await client.PlaceAsync(Order());

        Assert.Equal(
            [
                "http_requests_total endpoint=time status=200 attempt=1",
                "http_requests_total endpoint=order status=400 attempt=1",
                "http_requests_total endpoint=order status=429 attempt=1",
                "http_429_errors_total endpoint=order",
            ],
            _counted.Where(line => line.StartsWith("http_", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_order_that_was_withdrawn_at_the_socket_is_no_request()
    {
        await using var server = await TradingServer.StartAsync();
        Listen();
        using var client = OrderClients.Of(OrderClients.Options(server.Url), metrics: _metrics);

        await client.PlaceAsync(Order() with { MaySend = () => false });

        Assert.DoesNotContain(_counted, line => line.Contains("endpoint=order", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Logs_and_spans_name_the_request_and_show_no_key_and_no_signature()
    {
        await using var server = await TradingServer.StartAsync();
        server.Answer(503, """{"code":-1000,"msg":"Unknown error."}""");
        var log = new LineLogger();
        var spans = new ConcurrentQueue<Activity>();
        using var parent = new Activity(nameof(OrderTelemetryTests)).Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RestMetrics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var client = OrderClients.Of(OrderClients.Options(server.Url), logger: log);

        await client.PlaceAsync(Order());

        var attempt = Assert.Single(spans, span => span.TraceId == parent.TraceId
            && span.OperationName == "venue attempt"
            && (string?)span.GetTagItem("venue.endpoint") == "order");
        Assert.Equal(503, attempt.GetTagItem("http.response.status_code"));
        var line = Assert.Single(log.Lines, line => line.Contains(" order attempt 1: 503", StringComparison.Ordinal));
        Assert.StartsWith((string)attempt.GetTagItem(RequestId.Tag)!, line, StringComparison.Ordinal);
        Assert.DoesNotContain(
            log.Lines.Concat(attempt.TagObjects.Select(tag => $"{tag.Value}")),
            text => ((string[])["signature", "secret", "timestamp"]).Any(word => text.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_end_of_the_certificate_that_the_venue_shows_is_a_metric()
    {
        using var key = ECDsa.Create();
        using var certificate = new CertificateRequest("CN=venue", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(10));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var venue = builder.Build();
        await venue.StartAsync(TestContext.Current.CancellationToken);
        using var client = OrderClients.Of(OrderClients.Options(new Uri(venue.Urls.Single())), metrics: _metrics);

        var outcome = await client.PlaceAsync(Order());

        Assert.Equal(VenueErrorClass.Unreachable, Assert.IsType<OrderOutcome.Rejected>(outcome).Refusal.Class);
        var ends = new List<double>();
        _meters.SetMeasurementEventCallback<double>((instrument, value, _, _) =>
        {
            if (instrument.Name == "venue_certificate_expiry_timestamp_seconds")
            {
                ends.Add(value);
            }
        });
        Listen();
        _meters.RecordObservableInstruments();
        Assert.Equal([(certificate.NotAfter.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds], ends);
    }

    public void Dispose()
    {
        _meters.Dispose();
        _metrics.Dispose();
    }

    private static NewVenueOrder Order() =>
        new("BTCUSDT", "c1", Side.Buy, OrderType.Market, TimeInForce.Gtc, 0.50m, null, null, DateTime.UtcNow.AddSeconds(30), () => true);

    private void Listen()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == RestMetrics.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (value > 0)
            {
                _counted.Enqueue(string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]));
            }
        });
        _meters.Start();
    }

    private sealed class LineLogger : ILogger<BinanceOrderClient>
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}

using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Binance.Spot;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Tests.Orders;
using Trading.Exchanges.Transport;
using Trading.Testing;

namespace Trading.Exchanges.Tests;

public sealed class VenueReachabilityTests : IDisposable
{
    private static readonly Uri Rest = new("https://api.venue.test");
    private static readonly Uri Stream = new("wss://stream.venue.test:9443/ws");

    private readonly RestMetrics _metrics = new();
    private readonly HandClock _clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public void It_names_host_reason_and_next_try_until_the_host_answers()
    {
        var reachability = new VenueReachability(_clock);
        Assert.Null(reachability.Problem);

        reachability.Failed(Rest, new HttpRequestException(HttpRequestError.NameResolutionError, inner: new SocketException((int)SocketError.HostNotFound)));
        Assert.Equal("api.venue.test cannot be reached (name not known), trying now", reachability.Problem);

        reachability.TryAgainIn(Rest, TimeSpan.FromSeconds(7.6));
        Assert.Equal("api.venue.test cannot be reached (name not known), next try in 8 s", reachability.Problem);
        _clock.Now += TimeSpan.FromSeconds(3);
        Assert.Equal("api.venue.test cannot be reached (name not known), next try in 5 s", reachability.Problem);
        Assert.Equal("api.venue.test cannot be reached (name not known)", reachability.Cause);

        reachability.Answered(Rest);
        Assert.Equal((null, null), (reachability.Problem, reachability.Cause));
    }

    [Fact]
    public void Of_several_hosts_the_first_that_failed_is_named_and_of_several_tries_the_first()
    {
        var reachability = new VenueReachability(_clock);
        reachability.Failed(Stream, new OperationCanceledException());
        _clock.Now += TimeSpan.FromSeconds(1);
        reachability.Failed(Rest, new IOException("broken"));
        reachability.TryAgainIn(Stream, TimeSpan.FromSeconds(9));
        reachability.TryAgainIn(Stream, TimeSpan.FromSeconds(3));
        reachability.TryAgainIn(Stream, TimeSpan.FromSeconds(20));
        Assert.Equal("stream.venue.test:9443 cannot be reached (no answer), next try in 3 s", reachability.Problem);

        // A refusal is an answer.
        reachability.Failed(Stream, new HttpRequestException("refused", null, HttpStatusCode.Forbidden));
        Assert.Equal("api.venue.test cannot be reached (connection broken)", reachability.Cause);
    }

    [Fact]
    public async Task Requests_note_a_closed_port_and_a_name_that_is_not_known()
    {
        var port = FreePort.Next();
        Assert.Equal($"127.0.0.1:{port} cannot be reached (connection refused)", await CauseAsync(new Uri($"http://127.0.0.1:{port}")));
        Assert.Equal("no-such-host.invalid cannot be reached (name not known)", await CauseAsync(new Uri("http://no-such-host.invalid")));
    }

    [Fact]
    public async Task An_order_client_notes_a_closed_port()
    {
        var reachability = new VenueReachability(TimeProvider.System);
        var url = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        using var client = OrderClients.Of(OrderClients.Options(url), reachability: reachability);

        Assert.Null(await client.BalancesAsync(Cancel));
        Assert.Equal($"{url.Authority} cannot be reached (connection refused)", reachability.Cause);
    }

    private async Task<string?> CauseAsync(Uri url)
    {
        var reachability = new VenueReachability(TimeProvider.System);
        using var http = new HttpClient { BaseAddress = url };
        var client = new BinanceRestClient(
            "binance-spot",
            SpotMarket.Market,
            http,
            Gate(),
            _metrics,
            NullLogger<BinanceRestClient>.Instance,
            TimeProvider.System,
            new RestOptions { FirstBackoffMs = 1, LargestBackoffMs = 5 },
            reachability: reachability);
        var fault = await Assert.ThrowsAsync<VenueException>(() => client.ExchangeInfoAsync(null, RequestLane.Resync, Cancel));
        Assert.Equal((VenueFailure.Unreachable, reachability.Cause), (fault.Failure, fault.Message));
        return reachability.Cause;
    }

    private static WeightGate Gate() => new(new WeightBudget("test", 6000, TimeSpan.FromMinutes(1)), new MemoryWeightLedger(), TimeProvider.System);

    private sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

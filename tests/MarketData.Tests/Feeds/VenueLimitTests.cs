using System.Diagnostics;
using System.Net;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Feeds;

/// <summary>The client's sockets against the limits that the simulated venue enforces.</summary>
[Collection(MetricsAlone.Name)]
public sealed class VenueLimitTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pings_are_answered_with_their_payload_so_that_the_venue_keeps_the_connection()
    {
        await using var venue = await SimulatedVenue.StartAsync("--Simulator:PingIntervalSeconds=1");
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await using var silent = await ConnectAsync(venue, "/stream?streams=btcusdt@trade");
        await using var wrong = await ConnectAsync(venue, "/stream?streams=btcusdt@trade");

        // Three pings without an answer, or with answers that copy nothing, end a connection; the service's own lives on.
        await Task.WhenAll(ReadToEndAsync(silent, _ => Task.CompletedTask), ReadToEndAsync(wrong, socket => socket.PongAsync("other"u8.ToArray(), default).AsTask()));

        Assert.Equal(1, await service.MetricAsync("trading_ws_connection_status"));
        Assert.Equal(0, await service.MetricAsync("trading_ws_disconnections_total"));
    }

    [Theory]
    [InlineData("/stream?streams=btcusdt@trade", 5)]
    [InlineData("/market/stream?streams=btcusdt@aggTrade", 10)]
    public async Task Commands_are_sent_no_faster_than_the_venue_takes_them(string path, int messagesPerSecond)
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var socket = await ConnectAsync(venue, path, messagesPerSecond);
        var answers = Task.Run(async () =>
        {
            var replies = 0;
            while (replies < 2 * messagesPerSecond && await socket.FillAsync(default))
            {
                while (socket.TryRead(out var opcode, out var payload) == WebSocketReadResult.Message)
                {
                    replies += opcode == WebSocketOpcode.Text && payload.StartsWith("{\"result\":null"u8) ? 1 : 0;
                }
            }

            return replies;
        });
        for (var id = 0; id < 2 * messagesPerSecond; id++)
        {
            await socket.CommandAsync(ShippedVenues.All[0].Feed.Subscribe(["ethusdt@trade"], id), default);
        }

        Assert.Equal(2 * messagesPerSecond, await answers.WaitAsync(Deadline));
    }

    [Fact]
    public async Task An_address_that_connects_too_often_is_refused_and_the_service_tries_on()
    {
        await using var venue = await SimulatedVenue.StartAsync("--Simulator:ConnectionAttemptsPer5Minutes=2");
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await StatusAsync(service, "connected");
        await using var second = await ConnectAsync(venue, "/stream?streams=btcusdt@trade");
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(venue, "/stream?streams=btcusdt@trade"));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);

        await venue.SetFaultsAsync(new { disconnectEvery = 0.1 });
        await StatusAsync(service, "disconnected");
        await Poll.UntilAsync(async () => await service.MetricAsync("trading_ws_reconnects_total") >= 2, Deadline);
    }

    private static Task StatusAsync(RunningService service, string status) => Poll.UntilAsync(
        async () => (await service.JsonAsync("/market/feeds"))[0].GetProperty("status").GetString(), now => now == status, Deadline);

    private static async Task ReadToEndAsync(MarketSocket socket, Func<MarketSocket, Task> onPing)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            while (await socket.FillAsync(default).AsTask().WaitAsync(Deadline))
            {
                while (socket.TryRead(out var opcode, out _) == WebSocketReadResult.Message)
                {
                    if (opcode == WebSocketOpcode.Ping)
                    {
                        await onPing(socket);
                    }
                }

                Assert.True(Stopwatch.GetElapsedTime(started) < Deadline, "The venue keeps a connection that answers no ping.");
            }
        }
        catch (IOException)
        {
            // Cut while the answer was on its way: an end like any other.
        }
    }

    private static Task<MarketSocket> ConnectAsync(SimulatedVenue venue, string path, int messagesPerSecond = 5) =>
        MarketSocket.ConnectAsync(new Uri(venue.Url, path), messagesPerSecond, TimeSpan.FromSeconds(10), TimeProvider.System, CancellationToken.None);
}

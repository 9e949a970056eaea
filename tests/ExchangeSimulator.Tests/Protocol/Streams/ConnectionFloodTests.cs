using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Trading.ExchangeSimulator.Protocol.Streams;

namespace Trading.ExchangeSimulator.Tests.Protocol.Streams;

public sealed class ConnectionFloodTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_program_that_floods_does_not_lock_out_the_feeds_beside_it()
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"), ("ConnectionAttemptsPer5Minutes", "5"));
        for (var i = 0; i < 5; i++)
        {
            using var flood = await venue.ConnectAsync("/ws/btcusdt@trade");
        }

        using var refused = await RequestAsync(venue);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(-1003, JsonSerializer.Deserialize<JsonElement>(await refused.Content.ReadAsStringAsync()).GetProperty("code").GetInt32());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);

        using var feed = new ClientWebSocket();
        feed.Options.SetRequestHeader("User-Agent", "trading-market-data");
        await feed.ConnectAsync(new Uri(venue.Streams, "/ws/btcusdt@trade"), CancellationToken.None);
        Assert.Single(await VenueHost.ReadAsync(feed, messages => messages.Count == 1));
    }

    [Fact]
    public async Task A_request_that_is_no_handshake_uses_up_no_connection()
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"), ("ConnectionAttemptsPer5Minutes", "1"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await venue.Http.GetAsync("/ws/btcusdt@trade")).StatusCode);
        }

        using var socket = await venue.ConnectAsync("/ws/btcusdt@trade");
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public void Another_machine_gains_nothing_by_another_name()
    {
        var gate = new ConnectionGate(new SimulatorOptions { ConnectionAttemptsPer5Minutes = 2 });
        var address = IPAddress.Parse("192.0.2.7");
        Assert.Null(gate.Enter(address, "a", Now));
        Assert.Null(gate.Enter(address, "b", Now));
        Assert.Equal(TimeSpan.FromMinutes(4), gate.Enter(address, "c", Now.AddMinutes(1)));
        Assert.Null(gate.Enter(address, "c", Now.AddMinutes(6)));
    }

    [Fact]
    public void Countless_addresses_do_not_fill_the_memory_and_known_callers_still_enter()
    {
        var gate = new ConnectionGate(new SimulatorOptions());
        Assert.Null(gate.Enter(IPAddress.Loopback, "trading-market-data", Now));
        var entered = Enumerable.Range(0, 10_000).Count(i => gate.Enter(new IPAddress([10, 0, (byte)(i >> 8), (byte)i]), "", Now) is null);

        Assert.Equal(4095, entered);
        Assert.Null(gate.Enter(IPAddress.Loopback, "trading-market-data", Now));
        Assert.Null(gate.Enter(IPAddress.Parse("192.0.2.7"), "", Now.AddMinutes(6)));
    }

    private static async Task<HttpResponseMessage> RequestAsync(VenueHost venue)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ws/btcusdt@trade");
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        return await venue.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Trading.ExchangeSimulator.Engine.Venue;
using Trading.ExchangeSimulator.Protocol.Streams;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests.Protocol.Streams;

public sealed class StopTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Streams_end_when_the_stop_begins_though_their_clients_do_not_read()
    {
        var host = await VenueHost.StartAsync(
            ("TradesPerSecond", "20000"), ("ClientBufferBytes", "300000"), ("SlowClients", "Backpressure"));
        using var trades = await host.ConnectAsync("/stream?streams=btcusdt@trade/ethusdt@trade/btcusdt@depth@100ms");
        using var futures = await host.ConnectAsync("/market/ws/btcusdt@aggTrade");
        using var account = await host.ConnectAsync("/ws-api/v3");
        var exchange = host.Services.GetRequiredService<Exchange>();
        var hub = host.Services.GetRequiredService<StreamHub>();
        await Poll.UntilAsync(() => exchange.Run(() => hub.Connections.Any(stream => !stream.HasRoom)), Deadline);

        // The server itself is not asked to stop yet: that the host stops is enough.
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await Poll.UntilAsync(() => exchange.Run(() => hub.Connections.Count == 0), Deadline);

        var watch = Stopwatch.StartNew();
        await host.DisposeAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}

using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.MarketData.Flow;
using Trading.MarketData.Streams;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Api;

[Collection(MetricsAlone.Name)]
public sealed class StreamClientTests : IDisposable
{
    private const int Watched = 5;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private static readonly int Clients = Needs.IsLongRun ? 2_000 : 200;
    private static readonly int Deaf = Clients / 4;

    private readonly ScratchFolder _folder = new();
    private readonly ManualResetEventSlim _go = new();
    private readonly List<Socket> _sockets = [];

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        _go.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Thousands_of_clients_many_of_them_deaf_take_nothing_from_those_who_listen()
    {
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        venue.Pace = 20;
        venue.Fate = frame =>
        {
            if (frame == 0)
            {
                _go.Wait();
            }

            return FrameFate.Send;
        };
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        var clients = service.Services.GetRequiredService<StreamClients>();
        var counts = new long[Watched];
        var reading = new List<Task>();
        for (var i = 0; i < Clients; i++)
        {
            var socket = await ConnectAsync(service.Http.BaseAddress!);
            if (i >= Deaf)
            {
                reading.Add(ReadAsync(socket, i - Deaf < Watched ? counts : [], i - Deaf));
            }
        }

        await Poll.UntilAsync(() => clients.Open == Clients, Deadline);
        _go.Set();

        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count, count => count == Recording.Trades.Count, Deadline);
        await Poll.UntilAsync(() => Task.FromResult(counts.Min()), count => count == Recording.Trades.Count, Deadline);
        Assert.All(counts, count => Assert.Equal(Recording.Trades.Count, count));

        // Now more than all buffers on the way take: who does not read is cut off, who reads stays.
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var hub = service.Get<VenueStream>();
        var more = new SymbolDelta { Symbol = 0, Trades = [.. Recording.Trades.Take(1000)] };
        await Poll.UntilAsync(
            () =>
            {
                hub.Publish(more);
                return Task.FromResult(clients.DroppedClients);
            },
            dropped => dropped == Deaf,
            Deadline);
        await Poll.UntilAsync(() => clients.Open == Clients - Deaf, Deadline);
        Assert.DoesNotContain(reading, task => task.IsCompleted);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, memory + 200L * 1024 * 1024);

        await Poll.UntilAsync(async () => (long)await service.MetricAsync("trading_stream_dropped_clients_total"), dropped => dropped == Deaf, Deadline);
    }

    [Fact]
    public void Who_falls_behind_needs_only_the_latest_of_every_venue_symbol_and_kind()
    {
        var hub = new StreamHub();
        var spot = new VenueStream(hub, new MarketUniverse(new Exchanges.VenueOptions { Symbols = "BTCUSDT,ETHUSDT" }));
        var usdm = new VenueStream(hub, new MarketUniverse(new Exchanges.VenueOptions { Name = "simulator-usdm", Symbols = "BTCUSDT" }));
        foreach (var symbol in (int[])[0, 1, 0, 0, 1])
        {
            spot.Publish(new SymbolDelta { Symbol = symbol, Trades = [.. Recording.Trades.Take(1)] });
        }

        spot.Publish(
            new SymbolDelta { Symbol = 0, ClosedBars = [.. Recording.NaiveBars(Recording.Trades.Take(10), BarInterval.OneMinute)] });
        usdm.Publish(new SymbolDelta { Symbol = 0, Trades = [.. Recording.Trades.Take(1)] });

        Assert.Equal(
            [
                (3L, "simulator", 0, "trades"), (4L, "simulator", 1, "trades"), (5L, "simulator", 0, "bars"),
                (6L, "simulator-usdm", 0, "trades"),
            ],
            hub.LatestFrom(0).Select(item => (item.Sequence, item.Venue, item.Symbol, item.Kind)));
        Assert.Equal([5L, 6L], hub.LatestFrom(5).Select(item => item.Sequence));
    }

    private async Task<Socket> ConnectAsync(Uri service)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 16 * 1024 };
        _sockets.Add(socket);
        await socket.ConnectAsync(service.Host, service.Port);

        // HTTP/1.0 knows no chunks: the bytes that are searched are those of the events alone.
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /market/stream?kinds=trades HTTP/1.0\r\nHost: {service.Authority}\r\n\r\n"));
        return socket;
    }

    /// <summary>Reads to the end and counts the trades in it.</summary>
    private static async Task ReadAsync(Socket socket, long[] counts, int index)
    {
        var name = "\"tradeId\""u8.ToArray();
        var buffer = new byte[32 * 1024];
        var matched = 0;
        try
        {
            int read;
            while ((read = await socket.ReceiveAsync(buffer)) > 0)
            {
                for (var i = 0; counts.Length > 0 && i < read; i++)
                {
                    matched = buffer[i] == name[matched] ? matched + 1 : buffer[i] == name[0] ? 1 : 0;
                    if (matched == name.Length)
                    {
                        matched = 0;
                        Interlocked.Increment(ref counts[index]);
                    }
                }
            }
        }
        catch (SocketException)
        {
            // The test is over and has closed the socket.
        }
    }
}

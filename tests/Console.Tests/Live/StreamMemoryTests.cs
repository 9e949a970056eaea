using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trading.Testing;
using Trading.WebConsole.Live;

namespace Trading.WebConsole.Tests.Live;

/// <summary>What open streams cost. The whole process is measured, so no other test runs beside these.</summary>
[Collection(nameof(Alone))]
public sealed class StreamMemoryTests
{
    private const int Streams = 300;
    private const int Readers = 20;
    private const int Megabyte = 1024 * 1024;
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Many_streams_of_big_alerts_hold_little_memory_and_return_it()
    {
        await using var console = await RunningConsole.StartAsync("Console:SlowStreamMs=300000");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var clients = new List<StreamClient>();
        for (var i = 0; i < Streams; i++)
        {
            clients.Add(await StreamClient.OpenAsync(console.Address, reads: i < Readers));
        }

        // Some clients read on; the others never take more than the kernel does for them, and are what costs memory.
        var readers = clients.Take(Readers).ToArray();
        for (var round = 0; round < 5; round++)
        {
            await NotifyAsync(console, round);
            var mark = FormattableString.Invariant($"round-{round}-of-this-test");
            await Task.WhenAll(readers.Select(reader => reader.ReadUntilAsync(mark))).WaitAsync(Deadline, TestContext.Current.CancellationToken);
        }

        var during = GC.GetTotalMemory(forceFullCollection: true) - before;
        clients.ForEach(client => client.Dispose());
        Assert.True(during < 80 * Megabyte, $"{Streams} streams hold {during / Megabyte} MB");
        await Poll.UntilAsync(() => Task.FromResult(GC.GetTotalMemory(forceFullCollection: true) - before), held => held < 32 * Megabyte, Deadline);
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_and_its_place_is_free()
    {
        await using var console = await RunningConsole.StartAsync("Console:MaxStreams=1", "Console:SlowStreamMs=500");
        using var slow = await StreamClient.OpenAsync(console.Address);
        var board = console.Services.GetRequiredService<TopicRegistry>();
        var big = new string('x', 16 * Megabyte);
        await Poll.UntilAsync(
            async () =>
            {
                board.Publish(Topics.Alerts, JsonSerializer.Serialize(big + Guid.NewGuid()));
                using var next = await console.Http.GetAsync("/console/stream", HttpCompletionOption.ResponseHeadersRead);
                return next.IsSuccessStatusCode;
            },
            Deadline);
    }

    /// <summary>40 alerts, which is what the page shows, each near the largest that the inbox takes: about a megabyte.</summary>
    private static async Task NotifyAsync(RunningConsole console, int round)
    {
        foreach (var part in Enumerable.Range(0, 40).Chunk(8))
        {
            var alerts = part.Select(index => new
            {
                status = "firing",
                labels = Enumerable.Range(0, 32).ToDictionary(label => $"label{label}", _ => new string('l', 500)),
                annotations = new { summary = FormattableString.Invariant($"round-{round}-of-this-test"), description = new string('d', 4000), runbook_url = "/" + new string('r', 4000) },
                startsAt = DateTime.UnixEpoch.AddYears(50),
                fingerprint = FormattableString.Invariant($"{round}-{index}"),
            });
            using var taken = await console.NotifyAsync(JsonSerializer.Serialize(new { alerts }));
            Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        }
    }

    /// <summary>A browser's stream without a browser: a socket that reads into one buffer.</summary>
    private sealed class StreamClient(int buffer) : IDisposable
    {
        private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
        private readonly byte[] _buffer = new byte[buffer];
        private string _tail = string.Empty;

        /// <summary>
        /// One that does not read has a small window, so that the kernel takes little for it. One that reads has not: a window below a
        /// segment makes the sender wait for its persist timer, 200 ms and more for each few kilobytes.
        /// </summary>
        public static async Task<StreamClient> OpenAsync(Uri address, bool reads = false)
        {
            var client = new StreamClient(reads ? 65536 : 4096);
            if (!reads)
            {
                client._socket.ReceiveBufferSize = 4096;
            }

            await client._socket.ConnectAsync(address.Host, address.Port);
            await client._socket.SendAsync(Encoding.ASCII.GetBytes($"GET /console/stream HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"));
            await client.ReadUntilAsync("200 OK");
            return client;
        }

        public async Task ReadUntilAsync(string mark)
        {
            while (!_tail.Contains(mark, StringComparison.Ordinal))
            {
                var count = await _socket.ReceiveAsync(_buffer);
                Assert.True(count > 0, "the stream ended");
                _tail = string.Concat(_tail.AsSpan(Math.Max(0, _tail.Length - mark.Length)), Encoding.ASCII.GetString(_buffer, 0, count));
            }
        }

        public void Dispose() => _socket.Dispose();
    }
}

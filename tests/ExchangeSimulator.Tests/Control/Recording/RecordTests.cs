using System.Globalization;
using System.Text.Json;
using Trading.ExchangeSimulator.Control.Recording;
using Trading.ExchangeSimulator.Control.Replay;

namespace Trading.ExchangeSimulator.Tests.Control.Recording;

public sealed class RecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("record-").FullName;

    [Fact]
    public async Task Written_twice_it_has_equal_bytes_and_with_another_seed_others()
    {
        Assert.Equal((0, 0, 0), (await WriteAsync("a.gz", 7), await WriteAsync("b.gz", 7), await WriteAsync("c.gz", 8)));

        Assert.Equal(await File.ReadAllBytesAsync(PathOf("a.gz")), await File.ReadAllBytesAsync(PathOf("b.gz")));
        Assert.NotEqual(await File.ReadAllBytesAsync(PathOf("a.gz")), await File.ReadAllBytesAsync(PathOf("c.gz")));
    }

    [Fact]
    public async Task It_replays_with_its_symbols_trades_and_books()
    {
        await WriteAsync("a.gz");
        var trades = Messages("a.gz").Where(message => message.Contains("\"btcusdt@trade\"", StringComparison.Ordinal)).ToList();
        await using var venue = await VenueHost.StartAsync(("ReplayFile", PathOf("a.gz")), ("ReplaySpeed", "max"));
        using var socket = await venue.ConnectAsync("/stream?streams=btcusdt@trade");
        var sent = await VenueHost.ReadAsync(socket, m => m.Count == trades.Count + 1);
        var (btc, eth) = (await venue.GetAsync("/api/v3/depth?symbol=BTCUSDT&limit=1"), await venue.GetAsync("/api/v3/depth?symbol=ETHUSDT&limit=1"));
        var last = await venue.GetAsync("/api/v3/ticker/bookTicker?symbol=ETHUSDT");

        Assert.InRange(trades.Count, 1_000, 1_500);
        Assert.Equal(trades, sent[..^1]);
        Assert.Equal(LastUpdate("btcusdt@depth"), btc.GetProperty("lastUpdateId").GetInt64());
        Assert.Equal(LastUpdate("ethusdt@depth"), eth.GetProperty("lastUpdateId").GetInt64());
        Assert.Equal(last.GetProperty("bidPrice").GetString(), eth.GetProperty("bids")[0][0].GetString());
    }

    [Fact]
    public async Task The_depth_changes_go_on_from_the_snapshot_without_a_hole()
    {
        await WriteAsync("a.gz");
        var (next, diffs) = (0L, 0);
        foreach (var message in Messages("a.gz").Select(message => JsonSerializer.Deserialize<JsonElement>(message)))
        {
            if (message.TryGetProperty("lastUpdateId", out var id) && message.GetProperty("s").GetString() == "BTCUSDT")
            {
                next = id.GetInt64() + 1;
            }
            else if (message.TryGetProperty("stream", out var stream) && stream.GetString()!.StartsWith("btcusdt@depth", StringComparison.Ordinal))
            {
                Assert.Equal(next, message.GetProperty("data").GetProperty("U").GetInt64());
                next = message.GetProperty("data").GetProperty("u").GetInt64() + 1;
                diffs++;
            }
        }

        Assert.InRange(diffs, 590, 600);
    }

    [Theory]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "soon")]
    [InlineData("--symbols", "no/symbol")]
    [InlineData("--trades-per-second", "0")]
    [InlineData("--speed", "2")]
    public async Task Wrong_use_is_said_and_leaves_no_file(string option, string value)
    {
        Assert.Equal(2, await RecordCommand.RunAsync(["record", "--output", PathOf("x.gz"), option, value]));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_file_that_exists_is_left_alone()
    {
        await File.WriteAllTextAsync(PathOf("a.gz"), "mine");

        Assert.Equal(2, await WriteAsync("a.gz"));
        Assert.Equal("mine", await File.ReadAllTextAsync(PathOf("a.gz")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string PathOf(string name) => Path.Combine(_folder, name);

    private Task<int> WriteAsync(string name, int seed = 7) =>
        RecordCommand.RunAsync(["record", "--output", PathOf(name), "--minutes", "1", "--seed", seed.ToString(CultureInfo.InvariantCulture)]);

    private List<string> Messages(string name)
    {
        using var file = new RecordedFile(PathOf(name));
        List<string> messages = [];
        while (file.TryRead(out _, out var json))
        {
            messages.Add(System.Text.Encoding.UTF8.GetString(json));
        }

        return messages;
    }

    private long LastUpdate(string stream) => Messages("a.gz").Where(message => message.Contains($"\"{stream}", StringComparison.Ordinal))
        .Select(message => JsonSerializer.Deserialize<JsonElement>(message).GetProperty("data").GetProperty("u").GetInt64()).Last();
}

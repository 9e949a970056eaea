using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests.Control.Replay;

public sealed class ReplayRequestTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("replay").FullName;

    private string Folder => Directory.CreateDirectory(Path.Combine(_root, "recordings")).FullName;

    [Fact]
    public async Task Only_recordings_of_the_one_folder_are_read()
    {
        await File.WriteAllTextAsync(Path.Combine(_root, "secret"), Message(1));
        Directory.CreateDirectory(Path.Combine(_root, "outside"));
        await File.WriteAllTextAsync(Path.Combine(_root, "outside", "secret"), Message(1));
        File.CreateSymbolicLink(Path.Combine(Folder, "link"), Path.Combine(_root, "secret"));
        Directory.CreateSymbolicLink(Path.Combine(Folder, "way"), Path.Combine(_root, "outside"));
        await File.WriteAllTextAsync(Path.Combine(Folder, "empty"), "");
        await using var venue = await StartAsync();
        string[] refused =
            ["/etc/passwd", "/dev/zero", "/proc/self/environ", "../secret", "recordings/../../secret", "link", "way/secret", "empty", "absent", ".", "..", "", Folder];
        foreach (var file in refused)
        {
            Assert.Equal("replayFileMissing", await CodeAsync(venue, file));
        }

        Assert.Equal("invalidRequest", await CodeAsync(venue, "nul\0"));
        Assert.Equal("idle", (await venue.GetAsync("/simulator/replay")).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("[1]")]
    [InlineData("true")]
    [InlineData("-1")]
    public async Task A_speed_that_is_no_speed_is_refused(string speed)
    {
        await using var venue = await StartAsync();
        using var body = new StringContent($"{{\"file\":\"absent\",\"speed\":{speed}}}", Encoding.UTF8, "application/json");
        using var answer = await venue.Http.PostAsync("/simulator/replay", body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_folder_that_is_not_set_holds_no_recording()
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"));
        Assert.Equal("replayFileMissing", await CodeAsync(venue, RecordedData.File(RecordedData.SpotSession)));
    }

    [Fact]
    public async Task A_file_that_is_no_recording_leaves_the_tape_running()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "text"), "root:x:0:0\n");
        await File.WriteAllTextAsync(Path.Combine(Folder, "broken"), "1 {\"stream\":\n");
        await File.WriteAllTextAsync(Path.Combine(Folder, "plain.gz"), Message(1));
        await File.WriteAllBytesAsync(Path.Combine(Folder, "long"), [.. Enumerable.Repeat((byte)'x', 5 * 1024 * 1024)]);
        await using (var bomb = new GZipStream(File.Create(Path.Combine(Folder, "bomb.gz")), CompressionLevel.Optimal))
        {
            var blank = Encoding.ASCII.GetBytes(new string('\n', 1024 * 1024));
            for (var i = 0; i < 64; i++)
            {
                await bomb.WriteAsync(blank);
            }
        }

        await using var venue = await StartAsync();
        foreach (var file in (string[])["text", "broken", "plain.gz", "long", "bomb.gz"])
        {
            Assert.Equal("replayFileInvalid", await CodeAsync(venue, file));
        }

        await AssertTapeRunsAsync(venue);
    }

    [Fact]
    public async Task A_recording_that_is_cut_off_or_damaged_is_refused_in_plain_words()
    {
        var lines = string.Concat(Enumerable.Range(1, 3000).Select(Message));
        var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await zip.WriteAsync(Encoding.ASCII.GetBytes(lines));
        }

        var damaged = packed.ToArray();
        damaged.AsSpan(damaged.Length / 2, 64).Fill(0xff);
        await File.WriteAllBytesAsync(Path.Combine(Folder, "cut.gz"), packed.ToArray()[..(int)(packed.Length / 2)]);
        await File.WriteAllBytesAsync(Path.Combine(Folder, "damaged.gz"), damaged);
        await File.WriteAllTextAsync(Path.Combine(Folder, "plain.gz"), lines);
        await File.WriteAllTextAsync(Path.Combine(Folder, "cut"), lines[..^40]);
        await File.WriteAllTextAsync(Path.Combine(Folder, "stamp"), lines + Message(3001)[..6]);
        await File.WriteAllTextAsync(Path.Combine(Folder, "ends"), Message(1) + Message(2)[..60] + "\n" + Message(3));
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "json"), Message(1) + Message(2).Replace("\"s\":", "\"s\";", StringComparison.Ordinal));
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "kind"), Message(1) + Message(2).Replace("\"t\":2", "\"t\":2.5", StringComparison.Ordinal));
        await using var venue = await StartAsync();
        (string File, string Says)[] expected =
        [
            ("cut.gz", @"the file is cut off: it ends within the message of line \d+\.$"),
            ("damaged.gz", @"the compressed data is damaged in line \d+\.$|line \d+ is no JSON from byte \d+ of its message on\.$"),
            ("plain.gz", "the file is not compressed by gzip, as its name says, or its beginning is damaged\\.$"),
            ("cut", "the file is cut off: it ends within the message of line 3000\\.$"),
            ("stamp", "the file is cut off: line 3001 ends before its message\\.$"),
            ("ends", "line 2 ends within its message\\.$"),
            ("json", "line 2 is no JSON from byte \\d+ of its message on\\.$"),
            ("kind", "line 2 has a value of the wrong kind, such as text for a number\\.$"),
        ];
        foreach (var (file, says) in expected)
        {
            using var answer = await venue.Http.PostAsJsonAsync("/simulator/replay", new { file, speed = "1" });
            var detail = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
            Assert.Matches($"^'{file}' cannot be replayed: ({says})", detail);
        }
    }

    [Fact]
    public async Task A_recording_that_breaks_off_gives_the_generated_tape_and_its_orders_back()
    {
        var lines = string.Concat(Enumerable.Range(1, 30_000).Select(Message));
        await File.WriteAllTextAsync(Path.Combine(Folder, "breaks"), lines + "31000 {\"stream\":\"btcusdt@trade\",\n");
        await using var venue = await StartAsync();
        var order = await venue.SignedAsync(HttpMethod.Post, "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=20000&newClientOrderId=rests");
        Assert.Equal("NEW", order.Body.GetProperty("status").GetString());

        Assert.Equal("", await CodeAsync(venue, "breaks", "max"));
        using var socket = await venue.ConnectAsync("/ws/btcusdt@trade");
        var failed = await Poll.UntilAsync(
            () => venue.GetAsync("/simulator/replay"),
            state => state.GetProperty("state").GetString() == "failed",
            TimeSpan.FromMinutes(1));
        Assert.Equal("line 30001 ends within its message.", failed.GetProperty("problem").GetString());

        await AssertTapeRunsAsync(venue);
        var open = (await venue.SignedAsync(HttpMethod.Get, "/api/v3/openOrders")).Body;
        Assert.Equal("rests", open[0].GetProperty("clientOrderId").GetString());
        Assert.Equal(HttpStatusCode.OK, (await venue.SignedAsync(HttpMethod.Delete, "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=rests")).Status);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string Message(int i) =>
        $"{1_750_000_000_000_000_000 + i} {{\"stream\":\"btcusdt@trade\",\"data\":{{\"e\":\"trade\",\"E\":{1_750_000_000_000 + i},\"s\":\"BTCUSDT\",\"t\":{i},\"p\":\"50000.00\",\"q\":\"0.00100\",\"T\":{1_750_000_000_000 + i},\"m\":true,\"M\":true}}}}\n";

    private Task<VenueHost> StartAsync() => VenueHost.StartAsync(("ReplayFolder", Folder), ("BookLevels", "50"), ("Symbols", "BTCUSDT"), ("TradesPerSecond", "100"));

    /// <summary>The code of the refusal; empty when the replay was started.</summary>
    private static async Task<string> CodeAsync(VenueHost venue, string file, string speed = "1")
    {
        var answer = await venue.Http.PostAsJsonAsync("/simulator/replay", new { file, speed });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.StatusCode == HttpStatusCode.Accepted ? "" : body.GetProperty("code").GetString()!;
    }

    private static async Task AssertTapeRunsAsync(VenueHost venue)
    {
        var before = await CountAsync(venue);
        await Poll.UntilAsync(() => CountAsync(venue), count => count > before + 10, TimeSpan.FromMinutes(1));
    }

    private static async Task<long> CountAsync(VenueHost venue) =>
        (await venue.GetAsync("/simulator/ledger")).GetProperty("symbols").EnumerateArray().Single(symbol => symbol.GetProperty("market").GetString() == "spot").GetProperty("count").GetInt64();
}

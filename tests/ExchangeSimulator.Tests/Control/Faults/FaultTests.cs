using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Trading.ExchangeSimulator.Tests.Control.Faults;

public sealed class FaultTests
{
    [Fact]
    public async Task Hurt_frames_are_missing_doubled_swapped_or_damaged_and_the_ledger_stays_whole()
    {
        await using var venue = await VenueHost.StartAsync(("TradesPerSecond", "2000"), ("BookLevels", "50"));
        (await venue.Http.PutAsJsonAsync("/simulator/faults", new { drop = 0.05, duplicate = 0.05, reorder = 0.05, malformed = 0.02, seed = 9 })).EnsureSuccessStatusCode();
        using var socket = await venue.ConnectAsync("/ws/btcusdt@trade");
        List<long> ids = [];
        var damaged = 0;
        foreach (var frame in await VenueHost.ReadAsync(socket, m => m.Count == 5000))
        {
            try
            {
                ids.Add(JsonSerializer.Deserialize<JsonElement>(frame).GetProperty("t").GetInt64());
            }
            catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                damaged++;
            }
        }

        var counts = (await venue.GetAsync("/simulator/ledger")).GetProperty("faults");
        Assert.True(damaged > 20);
        Assert.True(ids.Count - ids.Distinct().Count() > 100);
        Assert.Contains(ids.Zip(ids.Skip(1)), pair => pair.Second < pair.First);
        Assert.True(ids.Max() - ids.Min() + 1 - ids.Distinct().Count() > 100);
        Assert.True(counts.GetProperty("dropped").GetInt64() > 100);
    }

    [Fact]
    public async Task Connections_are_cut_and_requests_refused_when_told_so()
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"));
        (await venue.Http.PutAsJsonAsync("/simulator/faults", new { disconnectEvery = 0.5 })).EnsureSuccessStatusCode();
        using var socket = await venue.ConnectAsync("/ws/btcusdt@trade");
        await VenueHost.ReadAsync(socket, _ => false);
        Assert.Null(socket.CloseStatus);

        await venue.Http.PutAsJsonAsync("/simulator/faults", new { http429 = 1 });
        var limited = await venue.SendAsync(HttpMethod.Get, "/api/v3/time");
        await venue.Http.PutAsJsonAsync("/simulator/faults", new { http418 = 1 });
        var banned = await venue.SendAsync(HttpMethod.Get, "/api/v3/time");
        await venue.Http.PutAsJsonAsync("/simulator/faults", new { });
        var still = await venue.SendAsync(HttpMethod.Get, "/api/v3/time");

        Assert.Equal(HttpStatusCode.TooManyRequests, limited.Status);
        Assert.Equal((418, 418), ((int)banned.Status, (int)still.Status));
        Assert.Contains("IP banned until", banned.Body.GetProperty("msg").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stalled_stream_stays_open_and_brings_everything_later()
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"), ("TradesPerSecond", "200"));
        using var socket = await venue.ConnectAsync("/ws/btcusdt@trade");
        await VenueHost.ReadAsync(socket, m => m.Count == 10);
        var before = Stopwatch.GetTimestamp();
        await venue.Http.PutAsJsonAsync("/simulator/faults", new { stall = 2 });
        var ids = (await VenueHost.ReadAsync(socket, _ => Stopwatch.GetElapsedTime(before) > TimeSpan.FromSeconds(3)))
            .Select(m => JsonSerializer.Deserialize<JsonElement>(m).GetProperty("t").GetInt64()).ToList();

        Assert.All(ids.Zip(ids.Skip(1)), pair => Assert.Equal(pair.First + 1, pair.Second));
    }

    [Fact]
    public async Task A_skewed_clock_and_a_slow_venue_are_felt_by_clients()
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"));
        await venue.Http.PutAsJsonAsync("/simulator/faults", new { clockSkew = 60_000, latencyMs = 200 });
        var before = Stopwatch.GetTimestamp();
        var time = (await venue.GetAsync("/api/v3/time")).GetProperty("serverTime").GetInt64();
        var refused = await venue.SignedAsync(HttpMethod.Get, "/api/v3/account");

        Assert.True(Stopwatch.GetElapsedTime(before) > TimeSpan.FromMilliseconds(390));
        Assert.InRange(time - DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), 50_000, 61_000);
        Assert.Equal(-1021, refused.Body.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task An_unknown_outcome_is_an_order_that_was_placed_or_not()
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"));
        await venue.Http.PutAsJsonAsync("/simulator/faults", new { http503Unknown = 1, seed = 3 });
        for (var i = 0; i < 20; i++)
        {
            var answer = await venue.SignedAsync(HttpMethod.Post, "/api/v3/order", $"symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001&newClientOrderId=u{i}");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        }

        await venue.Http.PutAsJsonAsync("/simulator/faults", new { });
        var placed = (await venue.SignedAsync(HttpMethod.Get, "/api/v3/allOrders", "symbol=BTCUSDT")).Body.GetArrayLength();
        Assert.InRange(placed, 3, 17);
    }

    [Theory]
    [InlineData("{\"drop\":3}", "drop is a probability")]
    [InlineData("{\"duplicate\":-0.1}", "duplicate is a probability")]
    [InlineData("{\"stall\":1e300}", "stall is from 0 to 86400")]
    [InlineData("{\"stall\":-1}", "stall is from 0 to 86400")]
    [InlineData("{\"disconnectEvery\":1e308}", "disconnectEvery is 0")]
    [InlineData("{\"clockSkew\":9223372036854775807}", "clockSkew is from -86400000")]
    [InlineData("{\"clockSkew\":-9223372036854775808}", "clockSkew is from -86400000")]
    [InlineData("{\"latencyMs\":2000000000}", "latencyMs is from 0")]
    [InlineData("{\"banSeconds\":0}", "banSeconds is from 1")]
    [InlineData("{\"stallStream\":\"btcusdt@trade\"}", "stallStream says")]
    [InlineData("{\"http418\":1,\"http429\":1}", "http429 can never happen while http418 is 1")]
    [InlineData("{\"http503Unknown\":1,\"timeoutAfterAccept\":0.5}", "timeoutAfterAccept can never happen")]
    public async Task A_fault_without_sense_is_refused_and_changes_nothing(string faults, string reason)
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"));
        (await venue.Http.PutAsJsonAsync("/simulator/faults", new { latencyMs = 1 })).EnsureSuccessStatusCode();
        var answer = await venue.Http.PutAsync("/simulator/faults", new StringContent(faults, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(reason, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await venue.GetAsync("/simulator/faults")).GetProperty("latencyMs").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await venue.SendAsync(HttpMethod.Get, "/api/v3/time")).Status);
    }

    [Fact]
    public async Task A_stranger_on_this_machine_changes_nothing()
    {
        await using var venue = await VenueHost.StartAsync(("BookLevels", "50"));
        using var stranger = new HttpClient { BaseAddress = venue.Http.BaseAddress };

        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PutAsJsonAsync("/simulator/faults", new { drop = 1 })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsJsonAsync("/simulator/replay", new { file = "any" })).StatusCode);
        Assert.Equal(0, (await venue.GetAsync("/simulator/faults")).GetProperty("drop").GetDouble());
    }
}

using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Trading.ExchangeSimulator.Protocol.Limits;

namespace Trading.ExchangeSimulator.Tests.Protocol.Limits;

public sealed class RateLimitTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Weight_is_counted_by_the_venues_minute_and_starts_again_with_the_next()
    {
        var meter = new WeightMeter(limit: 100, patience: 3);

        Assert.Equal(60, meter.Charge(60, Noon).Used);
        Assert.True(meter.Charge(60, Noon.AddSeconds(59)).IsLimited);
        Assert.Equal(Noon.AddMinutes(1), meter.Charge(60, Noon.AddSeconds(59)).Until);
        Assert.Equal(60, meter.Charge(60, Noon.AddSeconds(60)).Used);
    }

    [Fact]
    public void Who_goes_on_after_429_is_banned_each_time_for_longer()
    {
        var meter = new WeightMeter(limit: 10, patience: 2);
        meter.Charge(10, Noon);
        meter.Charge(1, Noon);
        meter.Charge(1, Noon);
        var first = meter.Charge(1, Noon);
        var during = meter.Charge(1, Noon.AddSeconds(119));
        var after = Noon.AddMinutes(3);
        meter.Charge(10, after);
        meter.Charge(1, after);
        meter.Charge(1, after);
        var second = meter.Charge(1, after);

        Assert.True(first.IsBanned && during.IsBanned);
        Assert.Equal(Noon.AddMinutes(2), first.Until);
        Assert.Equal(after.AddMinutes(4), second.Until);
    }

    [Fact]
    public async Task Weights_stand_in_the_headers_and_a_429_says_how_long_to_wait()
    {
        await using var venue = await VenueHost.StartAsync(("SpotWeightPerMinute", "100"), ("BookLevels", "50"));
        var info = await venue.SendAsync(HttpMethod.Get, "/api/v3/exchangeInfo");
        var depth = await venue.SendAsync(HttpMethod.Get, "/api/v3/depth?symbol=BTCUSDT&limit=1000");
        HttpResponseMessage? refused = null;
        for (var i = 0; i < 40 && refused is null; i++)
        {
            var answer = await venue.SendAsync(HttpMethod.Get, "/api/v3/exchangeInfo");
            refused = answer.Status == HttpStatusCode.TooManyRequests ? answer.Response : null;
        }

        Assert.Equal("20", info.Response.Headers.GetValues("X-MBX-USED-WEIGHT-1M").Single());
        Assert.InRange(int.Parse(depth.Response.Headers.GetValues("X-MBX-USED-WEIGHT-1M").Single(), CultureInfo.InvariantCulture), 50, 70);
        Assert.InRange(int.Parse(refused!.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("-1003", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_counts_refusals_and_bans_and_a_ban_ends_when_its_time_is_over()
    {
        await using var venue = await VenueHost.StartAsync(("SpotWeightPerMinute", "20"), ("BookLevels", "50"));
        var banned = await venue.SendAsync(HttpMethod.Get, "/api/v3/exchangeInfo");
        for (var i = 0; i < 60 && banned.Status != (HttpStatusCode)418; i++)
        {
            banned = await venue.SendAsync(HttpMethod.Get, "/api/v3/exchangeInfo");
        }

        var limit = (await venue.GetAsync("/simulator/ledger")).GetProperty("limits").EnumerateArray().Single(l => l.GetProperty("market").GetString() == "spot");
        var usdm = await venue.SendAsync(HttpMethod.Get, "/fapi/v1/time");
        await venue.Http.PutAsJsonAsync("/simulator/faults", new { clockSkew = 125_000 });
        var after = await venue.SendAsync(HttpMethod.Get, "/api/v3/time");

        Assert.Equal(-1003, banned.Body.GetProperty("code").GetInt32());
        Assert.Matches(@"banned until \d{13}", banned.Body.GetProperty("msg").GetString()!);
        Assert.InRange(int.Parse(banned.Response.Headers.GetValues("Retry-After").Single(), CultureInfo.InvariantCulture), 100, 120);
        Assert.Equal((1, 0, 20), (limit.GetProperty("bans").GetInt32(), limit.GetProperty("forcedBans").GetInt32(), limit.GetProperty("fullestMinute").GetInt32()));
        Assert.InRange(limit.GetProperty("refused").GetInt32(), 11, 60);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (usdm.Status, after.Status));
    }
}

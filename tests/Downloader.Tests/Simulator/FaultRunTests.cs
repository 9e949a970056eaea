using System.Text.Json;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>
/// Downloads from a venue that fails on purpose: each ends complete, or says exactly what is missing; the venue never has a reason to
/// ban, and nothing is stored twice.
/// </summary>
public sealed class FaultRunTests : IAsyncLifetime
{
    private static readonly string[] Minutes = ["bars", "--exchange", "BINANCE:BTC/USDT", "--interval", "1m", "--start", "2024-03-01", "--end", "2024-03-10"];
    private static readonly string[] Month = ["bars", "--exchange", "BINANCE:BTC/USDT", "--interval", "1h", "--start", "2024-03-01", "--end", "2024-03-31"];

    private SimulatedVenue _venue = null!;

    public async ValueTask InitializeAsync() => _venue = await SimulatedVenue.StartAsync();

    public ValueTask DisposeAsync() => _venue.DisposeAsync();

    [Fact]
    public async Task Bursts_of_429_and_of_server_errors_are_ridden_out()
    {
        await _venue.SetFaultsAsync(new { http429 = 0.1, http5xx = 0.2, latencyMs = 20 });

        var download = await _venue.RunAsync("db", ["download", .. Minutes, "--source", "rest"]);

        Assert.Equal((0, ""), (download.ExitCode, download.Error));
        await CompleteAsync(Minutes, 14_400);
        Assert.Equal((0, 0, 0), Bans(await _venue.LimitsAsync()));
    }

    [Fact]
    public async Task After_418_nothing_is_asked_until_the_time_that_the_venue_named()
    {
        await _venue.SetFaultsAsync(new { http418 = 0.15, banSeconds = 2, seed = 7 });

        var download = await _venue.RunAsync("db", ["download", .. Minutes, "--source", "rest"]);

        Assert.Equal((0, ""), (download.ExitCode, download.Error));
        await CompleteAsync(Minutes, 14_400);
        var limits = await _venue.LimitsAsync();
        Assert.Equal(0, limits.Bans);
        Assert.True(limits.ForcedBans > 0);

        // What was already on its way when the first answer came may still arrive during the ban; nothing else does.
        Assert.InRange(limits.Refused, 0, limits.ForcedBans * 8);
    }

    [Fact]
    public async Task A_ban_that_is_longer_than_a_command_waits_ends_in_one_line_that_names_its_end()
    {
        await _venue.SetFaultsAsync(new { http418 = 1, banSeconds = 3600 });

        var download = await _venue.RunAsync("db", ["download", .. Minutes, "--source", "rest"]);

        Assert.Equal(1, download.ExitCode);
        Assert.Matches(@"^error: .* takes no requests until \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\.$", Assert.Single(download.Errors));
    }

    [Fact]
    public async Task Cut_zips_and_wrong_checksums_are_fetched_again_and_missing_rows_come_over_rest()
    {
        await _venue.SetFaultsAsync(new { truncatedZip = 0.4, wrongChecksum = 0.2, missingRows = 1, http5xx = 0.2, seed = 5 });

        var archives = await _venue.RunAsync("alone", ["download", .. Month, "--source", "archive"]);
        var both = await _venue.RunAsync("db", ["download", .. Month]);

        Assert.Equal(3, archives.ExitCode);
        Assert.Contains(
            """{"from":"2024-03-05T04:00:00Z","to":"2024-03-05T14:00:00Z","count":10,"class":"archiveDefect"}""", archives.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (both.ExitCode, both.Error));
        var certificate = await CompleteAsync(Month, 744);
        Assert.Equal(744, certificate.GetProperty("sources").EnumerateObject().Sum(source => source.Value.GetInt32()));
        Assert.Equal((0, 0, 0), Bans(await _venue.LimitsAsync()));
    }

    [Fact]
    public async Task A_venue_that_never_answers_well_ends_in_one_line_and_says_what_is_missing()
    {
        await _venue.SetFaultsAsync(new { http5xx = 1 });

        var download = await _venue.RunAsync("db", ["download", .. Month, "--source", "rest"]);
        var certificate = await _venue.VerifyAsync("db", Month);

        Assert.Equal(1, download.ExitCode);
        Assert.Equal($"error: {_venue.Url.Authority} answered 503, code -1000: Service Unavailable.", Assert.Single(download.Errors));
        Assert.Equal("notFetched", Assert.Single(certificate.GetProperty("missing").EnumerateArray()).GetProperty("class").GetString());
    }

    private async Task<JsonElement> CompleteAsync(string[] what, int rows)
    {
        var certificate = await _venue.VerifyAsync("db", what);
        Assert.Equal((true, rows), (certificate.GetProperty("complete").GetBoolean(), certificate.GetProperty("present").GetInt32()));
        Assert.Equal((rows, rows), await StoredBars.CountAsync(_venue.PathOf("db")));
        return certificate;
    }

    private static (int Refused, int Bans, int Forced) Bans((int Refused, int Bans, int ForcedBans, int FullestMinute) limits) =>
        (limits.Refused, limits.Bans, limits.ForcedBans);
}

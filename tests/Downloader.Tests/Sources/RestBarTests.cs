using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Exchanges.Transport;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Sources;

public sealed class RestBarTests
{
    private static readonly DownloadRequest TwoMonths = Hours(January, January.AddMonths(2), DownloadSource.Rest);

    [Fact]
    public async Task Fetches_everything_once_and_a_second_run_asks_nothing()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddMonths(2));

        var (first, progress) = await bench.RunAsync(TwoMonths);
        var asked = bench.Venue.Requests.Count;
        var (second, again) = await bench.RunAsync(TwoMonths);

        Assert.True(first.IsComplete);
        Assert.Equal(1416, progress.Items);
        Assert.Equal(asked, bench.Venue.Requests.Count);
        Assert.Equal((true, 0, 0), (second.IsComplete, again.Items, again.WeightUsed));
    }

    [Fact]
    public async Task Fetches_exactly_the_hole()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddMonths(2));
        await bench.RunAsync(Hours(January, January.AddDays(10), DownloadSource.Rest));
        await bench.RunAsync(Hours(January.AddDays(11), January.AddMonths(2), DownloadSource.Rest));
        bench.Venue.Requests.Clear();

        await bench.RunAsync(TwoMonths);

        Assert.Equal(
            "/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime=1673395200000&endTime=1673481599999&limit=24",
            Assert.Single(bench.Venue.Requests, request => request.Contains("klines", StringComparison.Ordinal)));
        Assert.True((await bench.VerifyAsync(TwoMonths)).Complete);
    }

    [Fact]
    public async Task Names_an_outage_and_the_time_before_listing_and_never_asks_for_them_again()
    {
        await using var bench = await StartAsync();
        bench.List(January.AddDays(3), January.AddMonths(2));
        bench.Venue.Bars.Remove(January.AddDays(20));

        var (outcome, _) = await bench.RunAsync(TwoMonths);
        bench.Venue.Requests.Clear();
        await bench.RunAsync(TwoMonths);

        MissingRange[] holes =
        [
            new(January, January.AddDays(3), 72, MissingReason.NotListed),
            new(January.AddDays(20), January.AddDays(20).AddHours(1), 1, MissingReason.VenueOutage),
        ];
        Assert.Equal(holes, outcome.Missing);
        Assert.True(outcome.IsComplete);
        Assert.Empty(bench.Venue.Requests);
        Assert.Equal(holes, (await bench.VerifyAsync(TwoMonths)).Missing);
    }

    [Fact]
    public async Task Ends_complete_through_bursts_of_429_and_5xx_without_a_row_twice()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddMonths(2));
        bench.Venue.Fault(502);
        bench.Venue.Fault(503, """{"code":-1001,"msg":"Internal error."}""");
        bench.Venue.Fault(429, """{"code":-1003,"msg":"Too many requests."}""", retryAfterSeconds: 1);
        bench.Venue.Fault(200, "[[1,");

        var (outcome, progress) = await bench.RunAsync(TwoMonths);

        Assert.True(outcome.IsComplete);
        Assert.Equal(1416, progress.Items);
        Assert.Equal(1416, (await bench.VerifyAsync(TwoMonths)).Present);
    }

    [Fact]
    public async Task What_is_stored_before_a_fault_stays_and_the_next_run_goes_on_from_there()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddYears(1));
        var year = Hours(January, January.AddYears(1), DownloadSource.Rest);
        await bench.RunAsync(Hours(January, January.AddDays(1), DownloadSource.Rest));
        bench.Venue.Fault(400, """{"code":-1100,"msg":"Illegal characters."}""");

        var (broken, _) = await bench.RunAsync(year);
        var (whole, progress) = await bench.RunAsync(year);

        Assert.Equal($"{bench.Venue.Url.Authority} answered 400, code -1100: Illegal characters.", broken.Fault);
        Assert.All(broken.Missing, hole => Assert.Equal(MissingReason.NotFetched, hole.Class));
        Assert.True(whole.IsComplete);
        Assert.Equal(8760, (await bench.VerifyAsync(year)).Present);
        Assert.True(progress.Items <= 8760 - 24);
    }

    [Fact]
    public async Task Refuses_a_symbol_that_the_venue_does_not_know()
    {
        await using var bench = await StartAsync();

        var fault = await Assert.ThrowsAsync<VenueException>(() => bench.RunAsync(TwoMonths with { Symbols = ["FOOUSDT"] }));

        Assert.Equal((VenueFailure.UnknownSymbol, "binance-spot does not know the symbol FOOUSDT."), (fault.Failure, fault.Message));
    }

    [Fact]
    public async Task Our_own_bars_fill_no_hole_of_history()
    {
        await using var bench = await StartAsync();
        bench.List(January, January.AddDays(1));
        var own = new Bar(January, BarInterval.OneHour, 1, 1, 1, 1, 1, 1, 1, 1, 1, Closed: true, BarSource.Trades);
        await bench.Store.Bars.WriteBarsAsync(Bitcoin, [own]);

        var (_, progress) = await bench.RunAsync(Hours(January, January.AddDays(1), DownloadSource.Rest));

        Assert.Equal(24, progress.Items);
    }
}

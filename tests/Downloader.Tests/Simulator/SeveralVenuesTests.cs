using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Contracts;
using Trading.Downloader.Tests.Running;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Gaps;
using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>A run with the simulator's spot and USD-M markets.</summary>
public sealed class SeveralVenuesTests : IAsyncLifetime
{
    private const string Spot = "simulator-spot";
    private const string Usdm = "simulator-usdm";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly DateTime Start = new(2024, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private SimulatedVenue _venue = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _venue = await SimulatedVenue.StartAsync();

    public ValueTask DisposeAsync() => _venue.DisposeAsync();

    [Fact]
    public async Task A_download_names_its_venue_and_its_rows_are_kept_apart()
    {
        await using var service = await StartAsync();
        var (status, refused) = await PostAsync(service, venue: null);
        Assert.Equal((HttpStatusCode.BadRequest, "venueNeeded"), (status, refused.GetProperty("code").GetString()));

        // By the other name of the same market, too.
        foreach (var (asked, stored) in new[] { (Usdm, Usdm), (Venues.Simulator, Spot) })
        {
            Assert.Empty(await BarsAsync(service, stored));
            var (accepted, job) = await PostAsync(service, asked);
            Assert.Equal(
                (HttpStatusCode.Accepted, stored), (accepted, job.GetProperty("request").GetProperty("venue").GetString()));
            var end = await Poll.UntilAsync(
                () => GetAsync(service, $"/downloads/{job.GetProperty("id").GetString()}"),
                view => view.GetProperty("state").GetString() is "completed" or "failed",
                Minute);
            Assert.Equal("completed", end.GetProperty("state").GetString());
            Assert.Equal(60, (await BarsAsync(service, stored)).Count);
        }

        var metrics = await service.Http.GetStringAsync("/metrics", Cancel);
        Assert.All([Spot, Usdm], name => Assert.Matches($"download_items_total\\{{[^}}]*venue=\"{name}\"\\}} 60", metrics));
    }

    [Fact]
    public async Task The_budget_is_that_of_each_venue()
    {
        await using var service = await StartAsync();
        var budgets = await GetAsync(service, "/downloads/budget");
        Assert.Equal([Spot, Usdm], budgets.EnumerateArray().Select(budget => budget.GetProperty("venue").GetString()));
        Assert.Equal(2400, (await GetAsync(service, $"/downloads/budget?venue={Usdm}")).GetProperty("limit").GetInt32());
        using var unknown = await service.Http.GetAsync("/downloads/budget?venue=nope", Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Fact]
    public async Task Open_gaps_of_every_venue_are_looked_for()
    {
        await using var service = await StartAsync("--Downloader:GapSweepSeconds=1");
        var gaps = new List<Gap>();
        foreach (var name in (string[])[Spot, Usdm])
        {
            gaps.Add(await service.Store.Gaps.OpenGapAsync(
                new Gap
                {
                    Id = Guid.NewGuid(),
                    Instrument = new InstrumentId(name, "BTCUSDT"),
                    Kind = MarketDataKind.Bars,
                    Interval = BarInterval.OneMinute,
                    From = Start,
                    To = Start.AddMinutes(10),
                    Reason = "disconnect",
                    DetectedAt = DateTime.UtcNow.AddMinutes(-1),
                },
                Cancel));
        }

        foreach (var gap in gaps)
        {
            await Poll.UntilAsync(async () => (await service.Store.Gaps.GetGapAsync(gap.Id, Cancel))!.State == GapState.Healed, Minute);
            Assert.Equal(10, (await BarsAsync(service, gap.Instrument.Venue)).Count);
        }
    }

    [Fact]
    public async Task The_only_venue_of_a_run_need_not_be_named()
    {
        await using var service = await RunningDownloader.StartAsync(_venue.Url);
        var (status, job) = await PostAsync(service, venue: null);
        Assert.Equal(
            (HttpStatusCode.Accepted, "binance-spot"), (status, job.GetProperty("request").GetProperty("venue").GetString()));
        Assert.Equal("binance-spot", (await GetAsync(service, "/downloads/budget")).GetProperty("venue").GetString());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(RunningDownloader service, string? venue)
    {
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["kind"] = "bars",
            ["symbols"] = new[] { "BTCUSDT" },
            ["interval"] = "1m",
            ["start"] = Start,
            ["end"] = Start.AddHours(1),
            ["source"] = "rest",
        };
        if (venue is not null)
        {
            body["venue"] = venue;
        }

        using var answer = await service.Http.PostAsJsonAsync("/downloads", body, Cancel);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel));
    }

    private static Task<JsonElement> GetAsync(RunningDownloader service, string path) =>
        service.Http.GetFromJsonAsync<JsonElement>(path, Cancel);

    private static async Task<List<Bar>> BarsAsync(RunningDownloader service, string venue) => await service.Store.Bars.ReadBarsAsync(
        new InstrumentId(venue, "BTCUSDT"), BarInterval.OneMinute, new BarQuery(Start, Start.AddHours(1)), Cancel).ToListAsync(Cancel);

    private Task<RunningDownloader> StartAsync(params string[] settings) => RunningDownloader.StartAsync(
        _venue.Url,
        [
            "--Venue:RestUrl=", $"--Venue:Name={Spot},{Usdm}",
            $"--Venue:Each:simulator_spot:RestUrl={_venue.Url}", $"--Venue:Each:simulator_usdm:RestUrl={_venue.Url}",
            .. settings,
        ]);
}

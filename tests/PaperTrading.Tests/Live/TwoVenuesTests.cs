using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.PaperTrading.Storage;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

/// <summary>The same symbol on two venues of one run is two markets.</summary>
public sealed class TwoVenuesTests : IDisposable
{
    private const string First = "simulator-spot";
    private const string Second = "simulator-usdm";
    private const string Default = "ma-cross-simulator-spot";
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-two-").FullName;

    [Fact]
    public async Task Strategies_of_both_venues_trade_side_by_side_each_on_its_own_bars_and_ticks()
    {
        await using var host = await StartAsync();
        using var created = await CreateAsync(host, Second);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var (cheap, dear) = (Bars.Walk(71, 120), Bars.Walk(72, 120, start: 5_000m));

        foreach (var (one, other) in cheap.Zip(dear))
        {
            await PlayAsync(host, First, one);
            await PlayAsync(host, Second, other);
        }

        await CheckpointAsync(host, Default, cheap[^1]);
        await CheckpointAsync(host, "second", dear[^1]);
        Assert.Equal(Tape.Reference(cheap).Select(trade => trade.Price), await PricesAsync(host, Default));
        Assert.Equal(Tape.Reference(dear).Select(trade => trade.Price), await PricesAsync(host, "second"));
        Assert.NotEmpty(await PricesAsync(host, "second"));
        Assert.Equal(
            [(Default, First), ("second", Second)],
            (await host.GetAsync("/paper/accounts")).EnumerateArray().Select(account => (Text(account, "id"), Text(account, "venue"))));
        await Poll.UntilAsync(() => host.Orders.Select(order => order.Venue).Distinct().Count() == 2, Desk.Deadline);
        Assert.All(host.Orders, order => Assert.Equal(order.Strategy == Default ? First : Second, order.Venue));
    }

    [Fact]
    public async Task Bars_and_prices_of_one_venue_do_nothing_to_a_strategy_of_the_other()
    {
        await using var host = await StartAsync();
        using var created = await CreateAsync(host, Second);
        var bars = Bars.Walk(73, 60);
        foreach (var bar in bars)
        {
            await PlayAsync(host, Second, bar);
        }

        await CheckpointAsync(host, "second", bars[^1]);
        var untouched = await host.Services.GetRequiredService<SessionTables>().LoadAsync(Default, CancellationToken.None);

        Assert.Empty(untouched.Checkpoints);
        Assert.Empty(await PricesAsync(host, Default));
        Assert.NotEmpty(await PricesAsync(host, "second"));
        Assert.Null(host.Feed(First).Recent("AAA").LastPrice);
        await Poll.UntilAsync(() => host.Feed(Second).Recent("AAA").LastPrice == bars[^1].Open, Desk.Deadline);
    }

    [Theory]
    [InlineData(null, "venueNeeded")]
    [InlineData("binance-spot", "unknownVenue")]
    public async Task A_strategy_names_a_venue_of_the_run(string? venue, string code)
    {
        await using var host = await StartAsync();

        using var refused = await CreateAsync(host, venue);

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, Text(problem, "code"));
        Assert.Contains("simulator-spot, simulator-usdm", Text(problem, "detail"), StringComparison.Ordinal);
        Assert.Equal(Default, Text(Assert.Single((await host.GetAsync("/paper/strategies")).EnumerateArray()), "id"));
    }

    [Fact]
    public async Task A_backtest_runs_on_the_venue_that_it_or_its_strategy_names()
    {
        await using var host = await StartAsync();
        using var unnamed = await BacktestAsync(host, "ma-cross", null);
        using var named = await BacktestAsync(host, "ma-cross", Second);
        using var known = await BacktestAsync(host, Default, null);

        Assert.Equal("venueNeeded", Text(await unnamed.Content.ReadFromJsonAsync<JsonElement>(), "code"));
        Assert.Equal(Second, await VenueAsync(host, named));
        Assert.Equal(First, await VenueAsync(host, known));
    }

    [Fact]
    public async Task Readiness_names_the_venue_that_is_silent()
    {
        await using var host = await StartAsync("--Paper:StaleInputSeconds=1", "--Readiness:CacheMs=0");
        using var created = await CreateAsync(host, Second);
        var bars = Bars.Walk(74, 1000);

        await Poll.UntilAsync(
            async () =>
            {
                await host.PublishAsync(Tape.TickOf(bars[0]) with { Venue = First });
                await host.PublishAsync(Tape.Replayed(bars[0]) with { Venue = First });
                using var answer = await host.Http.GetAsync("/ready");
                var checks = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks");
                return Text(checks.GetProperty("paper-trading"), "description");
            },
            description => description!.StartsWith("simulator-usdm: no tick for", StringComparison.Ordinal),
            Desk.Deadline);
    }

    [Fact]
    public async Task A_strategy_goes_on_when_its_venue_is_called_by_its_other_name()
    {
        await using (var before = await PaperHost.StartAsync(_folder))
        {
            Assert.Equal("simulator", Text((await before.GetAsync("/paper/strategies"))[0], "venue"));
        }

        await using var host = await StartAsync();
        var strategy = Assert.Single((await host.GetAsync("/paper/strategies")).EnumerateArray());

        Assert.Equal(("ma-cross-simulator", First), (Text(strategy, "id"), Text(strategy, "venue")));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<PaperHost> StartAsync(params string[] settings) =>
        PaperHost.StartAsync(_folder, null, [$"--Venue:Name={First},{Second}", .. settings]);

    private static Task<HttpResponseMessage> CreateAsync(PaperHost host, string? venue)
    {
        var (symbols, parameters) = (new[] { "AAA" }, new { fast = 3, slow = 9, cashFraction = 0.02 });
        return host.Http.PostAsJsonAsync(
            "/paper/strategies",
            new
            {
                name = "second",
                venue,
                kind = "ma-cross",
                symbols,
                interval = "1s",
                parameters,
                cash = 100_000,
                start = true,
                promoted = true,
            });
    }

    private static Task<HttpResponseMessage> BacktestAsync(PaperHost host, string strategy, string? venue) => host.Http.PostAsJsonAsync(
        "/paper/backtests",
        new { strategy, venue, symbols = new[] { "AAA" }, interval = "1s", start = Bars.Start, end = Bars.Start.AddHours(1) });

    private static async Task<string?> VenueAsync(PaperHost host, HttpResponseMessage accepted)
    {
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        return Text(
            await host.GetAsync($"/paper/backtests/{Text(await accepted.Content.ReadFromJsonAsync<JsonElement>(), "id")}"), "venue");
    }

    private static async Task PlayAsync(PaperHost host, string venue, Bar bar)
    {
        await host.PublishAsync(Tape.TickOf(bar) with { Venue = venue });
        await host.PublishAsync(Tape.Replayed(bar) with { Venue = venue });
    }

    private static Task CheckpointAsync(PaperHost host, string strategy, Bar last) => Poll.UntilAsync(
        () => host.Services.GetRequiredService<SessionTables>().LoadAsync(strategy, CancellationToken.None),
        session => session.Checkpoints.Any(checkpoint => checkpoint.OpenTime == last.OpenTime),
        Desk.Deadline);

    /// <summary>Oldest first.</summary>
    private static async Task<IReadOnlyList<decimal>> PricesAsync(PaperHost host, string strategy) =>
        [
            .. (await host.GetAsync($"/paper/accounts/{strategy}/trades?limit=1000")).EnumerateArray().Reverse()
                .Select(trade => decimal.Parse(Text(trade, "price")!, CultureInfo.InvariantCulture)),
        ];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}

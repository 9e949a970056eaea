using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges.Venues;
using Trading.MarketData.Connections;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;

namespace Trading.MarketData.Tests.Feeds;

/// <summary>One service records the simulator's spot and USD-M markets, which have the same symbol.</summary>
[Collection(MetricsAlone.Name)]
public sealed class TwoVenuesTests : IDisposable
{
    private const string Spot = "simulator-spot";
    private const string Usdm = "simulator-usdm";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task One_symbol_of_two_venues_is_kept_apart_and_one_venue_survives_the_other()
    {
        await using var venue = await SimulatedVenue.StartAsync("--Simulator:TradesPerSecond=100", "--Simulator:UsdmTradesPerSecond=100");

        // Ids before the founding of a simulated venue are far below its live ones: a hole that cannot be filled.
        await Poll.UntilAsync(
            async () => (await venue.GetAsync("/fapi/v1/aggTrades?symbol=BTCUSDT&limit=1"))[0].GetProperty("a").GetInt64(),
            id => id > 1_000_000_000_000,
            Deadline);
        await using var relay = new Relay(venue.Url);
        await using var service = await StartAsync(venue.Url, relay.Url);
        var heard = await Heard<TicksPublished>.ListenAsync(service);
        await Poll.UntilAsync(
            () => FeedsAsync(service), feeds => feeds.Values.All(feed => feed is { Status: "connected", InSync: true }), Deadline);
        Assert.Equal(["/stream"], Paths(service, Spot));
        Assert.Equal(["/market/stream", "/public/stream"], Paths(service, Usdm));
        Assert.True(File.Exists(Path.Combine(_folder.Path, $"{Spot}.spool")) && File.Exists(Path.Combine(_folder.Path, $"{Usdm}.spool")));

        await PricesAreApartAsync(service);
        await StreamsAreApartAsync(service);
        await RequestsNameTheVenueAsync(service);

        var spotReconnects = (await FeedsAsync(service))[Spot].Reconnects;
        var cutAt = DateTime.UtcNow;
        relay.SetDown(true);
        await Poll.UntilAsync(async () => (await FeedsAsync(service))[Usdm].Status != "connected", Deadline);
        var newest = (await service.TradesAsync(venue: Spot))[^1].TradeId;
        await Poll.UntilAsync(async () => (await service.TradesAsync(venue: Spot))[^1].TradeId > newest + 100, Deadline);
        var check = await Poll.UntilAsync(
            async () => JsonDocument.Parse(await service.TextAsync("/ready")).RootElement.GetProperty("checks").GetProperty("market-feed"),
            check => check.GetProperty("status").GetString() != "healthy", Deadline);
        Assert.StartsWith(
            $"{Spot}: receiving; {Usdm}: no venue connection", check.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(("connected", true, spotReconnects), (await FeedsAsync(service))[Spot]);

        relay.SetDown(false);
        await Poll.UntilAsync(
            () => FeedsAsync(service), feeds => feeds[Usdm] is { Status: "connected", InSync: true, Reconnects: > 0 }, Deadline);
        await Poll.UntilAsync(async () => (await service.GapsAsync(GapState.Open)).Count == 0, Deadline);
        Assert.Equal(spotReconnects, (await FeedsAsync(service))[Spot].Reconnects);

        var spot = await WholeAsync(service, Spot);
        Assert.Equal(await venue.TradesAsync("BTCUSDT", spot[0].TradeId, spot[^1].TradeId), spot);
        var usdm = await WholeAsync(service, Usdm);
        Assert.Equal(await venue.AggregatesAsync("BTCUSDT", usdm[0].TradeId, usdm[^1].TradeId), usdm);
        var gaps = await service.GapsAsync();
        Assert.All(gaps, gap => Assert.Equal(GapState.Healed, gap.State));
        Assert.Equal(
            [Usdm], gaps.Where(gap => gap.DetectedAt > cutAt).Select(gap => gap.Instrument.Venue).Distinct(StringComparer.Ordinal));
        foreach (var (name, first, last) in new[] { (Spot, spot[0].TradeId, spot[^1].TradeId), (Usdm, usdm[0].TradeId, usdm[^1].TradeId) })
        {
            var ids = heard.Messages.Where(message => message.Venue == name)
                .SelectMany(message => message.Ticks).Select(tick => tick.TradeId).ToList();
            Assert.NotEmpty(ids);
            Assert.All(ids, id => Assert.True(id >= first && id < last + 1_000_000, $"{id} is no trade of {name}"));
            Assert.True(await service.MetricAsync("trading_ticks_processed_total", $"venue=\"{name}\"") > 0);
            Assert.True(await service.MetricAsync("trading_batches_flushed_total", $"venue=\"{name}\"") > 0);
            Assert.True(await service.MetricAsync("windows_created_total", $"venue=\"{name}\"") > 0);
        }
    }

    private static async Task PricesAreApartAsync(RunningService service)
    {
        var prices = await Poll.UntilAsync(
            async () => (await service.JsonAsync("/market/prices")).EnumerateArray()
                .ToDictionary(price => price.GetProperty("venue").GetString()!, StringComparer.Ordinal),
            prices => prices.Count == 2
                && prices[Usdm].TryGetProperty("fundingRate", out var rate) && rate.ValueKind == JsonValueKind.String,
            Deadline);
        Assert.Equal(JsonValueKind.String, prices[Usdm].GetProperty("markPrice").ValueKind);
        Assert.False(prices[Spot].TryGetProperty("markPrice", out var mark) && mark.ValueKind == JsonValueKind.String);
        Assert.Equal([(Spot, "BTCUSDT"), (Usdm, "BTCUSDT")], (await service.JsonAsync("/market/symbols")).EnumerateArray()
            .Select(row => (row.GetProperty("venue").GetString(), row.GetProperty("symbol").GetString())));
        foreach (var name in (string[])[Spot, Usdm])
        {
            var book = await service.JsonAsync($"/market/book/BTCUSDT?venue={name}");
            Assert.Equal((name, true), (book.GetProperty("venue").GetString(), book.GetProperty("inSync").GetBoolean()));
            await Poll.UntilAsync(
                () => service.JsonAsync($"/market/bars/BTCUSDT?interval=1s&venue={name}"), bars => bars.GetArrayLength() > 1, Deadline);
        }
    }

    private static async Task StreamsAreApartAsync(RunningService service)
    {
        Assert.Equal([Spot, Usdm], await VenuesOfEventsAsync(service, "/market/stream?kinds=trades", both: true));
        Assert.Equal([Usdm], await VenuesOfEventsAsync(service, $"/market/stream?kinds=trades&venue={Usdm}", both: false));
    }

    /// <summary>Of the first events: until both venues are seen, or twenty.</summary>
    private static async Task<IEnumerable<string>> VenuesOfEventsAsync(RunningService service, string path, bool both)
    {
        using var limit = new CancellationTokenSource(Deadline);
        using var response = await service.Http.GetAsync(
            new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, limit.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(limit.Token));
        var seen = new List<string>();
        while (both ? seen.Distinct(StringComparer.Ordinal).Count() < 2 : seen.Count < 20)
        {
            if (await reader.ReadLineAsync(limit.Token) is { } line && line.StartsWith("data: ", StringComparison.Ordinal))
            {
                using var json = JsonDocument.Parse(line["data: ".Length..]);
                seen.Add(json.RootElement.GetProperty("venue").GetString()!);
            }
        }

        return seen.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static async Task RequestsNameTheVenueAsync(RunningService service)
    {
        foreach (var path in (string[])["trades/BTCUSDT", "bars/BTCUSDT", "book/BTCUSDT", "audit/BTCUSDT", "coverage/BTCUSDT"])
        {
            Assert.Contains("\"code\":\"venueNeeded\"", await service.TextAsync($"/market/{path}"), StringComparison.Ordinal);
        }

        foreach (var path in (string[])["symbols", "feeds", "prices", "stream", "book/BTCUSDT", "trades/BTCUSDT"])
        {
            Assert.Contains("\"code\":\"unknownVenue\"", await service.TextAsync($"/market/{path}?venue=nope"), StringComparison.Ordinal);
        }

        // Of the same market.
        Assert.Equal(Spot, (await service.JsonAsync("/market/symbols?venue=simulator"))[0].GetProperty("venue").GetString());
        Assert.True((await service.JsonAsync("/market/trades/BTCUSDT?venue=simulator&limit=1")).GetArrayLength() == 1);

        // Not in the run, but known: whatever is stored of it, which is nothing.
        Assert.Equal("[]", await service.TextAsync("/market/trades/BTCUSDT?venue=binance-spot"));
    }

    private static async Task<Dictionary<string, (string Status, bool InSync, long Reconnects)>> FeedsAsync(RunningService service) =>
        (await service.JsonAsync("/market/feeds")).EnumerateArray().ToDictionary(
            feed => feed.GetProperty("venue").GetString()!,
            feed => (
                feed.GetProperty("status").GetString()!,
                feed.GetProperty("bookInSync").GetBoolean(),
                feed.GetProperty("reconnects").GetInt64()),
            StringComparer.Ordinal);

    private static IEnumerable<string> Paths(RunningService service, string venue) => service.Get<PerVenue<MarketDataModule>>()
        .Of<FeedPlan>(venue).Connections.Select(connection => connection.Address.AbsolutePath).Order(StringComparer.Ordinal);

    /// <summary>The stored trades once there is no hole in them.</summary>
    private static Task<List<Trade>> WholeAsync(RunningService service, string venue) => Poll.UntilAsync(
        () => service.TradesAsync(venue: venue),
        trades => trades.Count > 100 && trades.Count == trades[^1].TradeId - trades[0].TradeId + 1,
        Deadline);

    private Task<RunningService> StartAsync(Uri venue, Uri usdmStreams) => RunningService.StartAsync(
        [
            .. RunningService.Arguments(venue, _folder.Path, null).Where(argument => !argument.Contains("Url=", StringComparison.Ordinal)),
            $"--Venue:Name={Spot},{Usdm}",
            $"--Venue:Each:simulator_spot:RestUrl={venue}", $"--Venue:Each:simulator_spot:StreamUrl={venue}",
            $"--Venue:Each:simulator_usdm:RestUrl={venue}", $"--Venue:Each:simulator_usdm:StreamUrl={usdmStreams}",
            "--MarketData:InitialTrades=0",
            "--Readiness:CacheMs=0",
        ],
        _ => { });
}

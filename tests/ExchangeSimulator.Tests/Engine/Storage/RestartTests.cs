using System.Globalization;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests.Engine.Storage;

public sealed class RestartTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tape").FullName;

    [Fact]
    public async Task The_tape_goes_on_with_the_next_id_and_still_serves_what_was_before()
    {
        long first, last;
        await using (var venue = await VenueHost.StartAsync(("Directory", _directory), ("TradesPerSecond", "200"), ("BookLevels", "50")))
        {
            await Poll.UntilAsync(async () => await CountAsync(venue) > 100, TimeSpan.FromSeconds(30));
            (first, last) = await RangeAsync(venue);
        }

        await using var again = await VenueHost.StartAsync(("Directory", _directory), ("TradesPerSecond", "200"), ("BookLevels", "50"));
        await Poll.UntilAsync(async () => (await RangeAsync(again)).Last > last + 100, TimeSpan.FromSeconds(30));
        var page = await again.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v3/historicalTrades?symbol=BTCUSDT&fromId={last - 10}&limit=1000"));
        var ids = page.EnumerateArray().Select(t => t.GetProperty("id").GetInt64()).ToList();

        Assert.Equal(first, (await RangeAsync(again)).First);
        Assert.Equal(Enumerable.Range(0, ids.Count).Select(i => last - 10 + i), ids);
        Assert.True(ids[^1] > last);
        Assert.True(page.EnumerateArray().Zip(page.EnumerateArray().Skip(1)).All(p => p.First.GetProperty("time").GetInt64() <= p.Second.GetProperty("time").GetInt64()));
        Assert.Equal(first - 3, (await again.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v3/historicalTrades?symbol=BTCUSDT&fromId={first - 3}&limit=5")))[0].GetProperty("id").GetInt64());
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static async Task<long> CountAsync(VenueHost venue) =>
        (await venue.GetAsync("/simulator/ledger")).GetProperty("symbols")[0].GetProperty("count").GetInt64();

    private static async Task<(long First, long Last)> RangeAsync(VenueHost venue)
    {
        var symbol = (await venue.GetAsync("/simulator/ledger")).GetProperty("symbols")[0];
        return (symbol.GetProperty("firstId").GetInt64(), symbol.GetProperty("lastId").GetInt64());
    }
}

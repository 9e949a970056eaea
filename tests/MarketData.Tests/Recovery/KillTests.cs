using Trading.Contracts;
using Trading.MarketData.Tests.Venue;
using Trading.Testing;
using Trading.Testing.Servers;

[assembly: AssemblyFixture(typeof(RealServers))]

namespace Trading.MarketData.Tests.Recovery;

public sealed class KillTests(RealServers servers) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_again_and_again_the_service_ends_with_exactly_the_venues_trades_and_bars()
    {
        var database = await servers.CreateDatabaseAsync();
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        venue.Pace = 10;
        foreach (var point in (int[])[1, 1500, 4000, 7000])
        {
            using var service = ServiceProcess.Start(venue.Url, _folder.Path, database);
            await Poll.UntilAsync(() => venue.Position >= point, Deadline);
            service.Kill();
        }

        await using var last = await RunningService.StartAsync(venue.Url, _folder.Path, database);
        await EqualsTheRecordingAsync(last);
        await Poll.UntilAsync(async () => (await last.GapsAsync(GapState.Open)).Count == 0, Deadline);
        Assert.All(await last.GapsAsync(), gap => Assert.Equal(GapState.Healed, gap.State));
    }

    [Fact]
    public async Task Killed_PostgreSQL_comes_back_to_the_same_trades_and_bars()
    {
        await using var postgres = await servers.StartPostgresAsync();
        var database = ((PostgresServer)postgres.Server).ConnectionString;
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        venue.Pace = 10;
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path, database);
        await Poll.UntilAsync(() => venue.Position > 3000, Deadline);
        await postgres.KillAsync();
        await Poll.UntilAsync(() => venue.Position > 6000, Deadline);
        await postgres.StartAsync();
        await EqualsTheRecordingAsync(service);
        Assert.Empty(await service.GapsAsync());
    }

    internal static async Task EqualsTheRecordingAsync(RunningService service)
    {
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count, count => count == Recording.Trades.Count, Deadline);
        Assert.Equal(Recording.Trades, await service.TradesAsync());
        foreach (var code in (string[])["1s", "1m", "5m", "15m", "1h", "1d"])
        {
            var interval = BarInterval.Parse(code);
            var expected = Recording.NaiveBars(Recording.Trades, interval);
            await Poll.UntilAsync(async () => (await service.BarsAsync(interval)).SequenceEqual(expected), Deadline, code);
        }
    }
}

using Microsoft.Extensions.DependencyInjection;
using Trading.MarketData.Connections;
using Trading.MarketData.Recovery;
using Trading.MarketData.Tests.Venue;
using Trading.ServiceDefaults.Hosting;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.MarketData.Tests.State;

[Collection(MetricsAlone.Name)]
public sealed class SequenceCheckTests(RealServers servers) : IDisposable
{
    private const string Aggregates = "--MarketData:TradeStream=AggregateTrade";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Aggregates_are_not_recorded_behind_single_trades_and_what_is_stored_stays()
    {
        await using var venue = await StubVenue.StartAsync([.. Recording.TradeFrames.Take(200)]);
        await RecordAsync(venue);
        var refusal = await Assert.ThrowsAsync<StartupFailure>(() => RunningService.StartAsync(venue.Url, _folder.Path, more: Aggregates));
        Assert.Contains("the database holds its Trade sequence of simulator", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("MarketData:TradeStream=Trade", refusal.Message, StringComparison.Ordinal);

        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path, more: "--MarketData:TradeStream=Trade");
        Assert.Equal(Recording.Trades.Take(200), await service.TradesAsync());
    }

    [Fact]
    public async Task A_symbol_without_a_trade_takes_either_sequence()
    {
        await using var venue = await StubVenue.StartAsync([.. Recording.AggregateFrames.Take(200)]);
        await using (var idle = await StubVenue.StartAsync([]))
        await using (await RunningService.StartAsync(idle.Url, _folder.Path))
        {
            // Recorded nothing: only the choice is remembered.
        }

        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path, more: Aggregates);
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count == 200, Deadline);
    }

    [Fact]
    public async Task A_database_that_is_away_is_waited_for()
    {
        await using var postgres = await servers.StartPostgresAsync();
        await using var idle = await StubVenue.StartAsync([]);
        await using var service = await RunningService.StartAsync(idle.Url, _folder.Path, ((PostgresServer)postgres.Server).ConnectionString);
        var log = new CapturedLog<SequenceCheck>();
        var check = ActivatorUtilities.CreateInstance<SequenceCheck>(
            service.Services, service.Get<MarketUniverse>(), service.Get<FeedPlan>(), log);

        await postgres.KillAsync();
        var started = check.StartAsync(TestContext.Current.CancellationToken);
        await Poll.UntilAsync(() => log.Events.Contains("SequenceUnknown"), Deadline);
        Assert.False(started.IsCompleted);
        await postgres.StartAsync();
        await started;
    }

    private async Task RecordAsync(StubVenue venue)
    {
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await Poll.UntilAsync(async () => (await service.TradesAsync()).Count == 200, Deadline);
    }
}

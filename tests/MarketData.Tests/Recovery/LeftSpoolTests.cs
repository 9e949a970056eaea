using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Exchanges;
using Trading.MarketData.Flow;
using Trading.MarketData.Processing;
using Trading.MarketData.Storage;
using Trading.MarketData.Tests.Venue;
using Trading.ServiceDefaults.Databases;
using Trading.Testing;

namespace Trading.MarketData.Tests.Recovery;

/// <summary>A start with trades of the last run in the spool says what becomes of them.</summary>
[Collection(MetricsAlone.Name)]
public sealed class LeftSpoolTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();
    private readonly ScratchFolder _otherDatabase = new();

    public void Dispose()
    {
        _folder.Dispose();
        _otherDatabase.Dispose();
    }

    [Fact]
    public async Task Trades_of_another_database_are_set_aside_with_a_warning_and_the_service_is_ready()
    {
        await using var idle = await StubVenue.StartAsync([]);
        await using (await StartAsync(idle, _folder.Path))
        {
            // Binds the spool to its database.
        }

        Leave();
        var log = new CapturedLog<SpoolOwner>();
        await using var service = await StartAsync(idle, _otherDatabase.Path, services => services.AddSingleton<ILoggerProvider>(log));
        await service.Get<TickProcessor>().Ready.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.Equal(["SpoolSetAside"], log.Events);
        Assert.Empty(await service.TradesAsync());
        Assert.True(File.Exists(Path.Combine(_folder.Path, "simulator.spool.1")));
    }

    [Fact]
    public async Task A_store_that_refuses_them_is_said_while_they_wait_and_takes_them_when_it_can()
    {
        await using var idle = await StubVenue.StartAsync([]);
        await using (var first = await StartAsync(idle, _folder.Path))
        {
            await ExecuteAsync(
                first, "CREATE TRIGGER refuse BEFORE INSERT ON trades BEGIN SELECT RAISE(ABORT, 'refused by the test'); END");
        }

        Leave();
        var log = new CapturedLog<StoreWriter>();
        await using var service = await StartAsync(idle, _folder.Path, services => services.AddSingleton<ILoggerProvider>(log));
        await Poll.UntilAsync(() => log.Events.Contains("SpoolRefused"), Deadline);
        Assert.False(service.Get<TickProcessor>().Ready.IsCompleted);

        await ExecuteAsync(service, "DROP TRIGGER refuse");
        await service.Get<TickProcessor>().Ready.WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.Equal(
            Recording.Trades.Take(10).Select(trade => trade.TradeId), (await service.TradesAsync()).Select(trade => trade.TradeId));
        Assert.Equal(["SpoolReturning", "SpoolEmpty"], log.Events.Where(name => name is "SpoolReturning" or "SpoolEmpty"));
    }

    private void Leave()
    {
        using var spool = new Spool(
            new MarketUniverse(new VenueOptions { Symbols = "BTCUSDT" }), new MarketDataOptions { SpoolDirectory = _folder.Path });
        spool.Append([new SymbolDelta { Symbol = 0, Trades = [.. Recording.Trades.Take(10)] }]);
    }

    private Task<RunningService> StartAsync(StubVenue venue, string database, Action<IServiceCollection>? configure = null) =>
        RunningService.StartAsync(
        [
            .. RunningService.Arguments(venue.Url, database, null),
            $"--MarketData:SpoolDirectory={_folder.Path}",
            $"--Logging:LogLevel:{typeof(StoreWriter).Namespace}=Information",
        ],
        configure ?? (_ => { }));

    private static async Task ExecuteAsync(RunningService service, string sql)
    {
        await using var session = await service.Get<DatabaseFactory>().For("market")
            .SessionAsync(operation: null, TestContext.Current.CancellationToken);
        await session.ExecuteAsync(new(sql), TestContext.Current.CancellationToken);
    }
}

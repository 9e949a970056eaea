using Trading.Exchanges.Binance;
using Trading.Exchanges.Binance.Rest;
using Trading.Exchanges.Limits;
using Trading.MarketData.Books;
using Trading.MarketData.Processing;

namespace Trading.MarketData.Feeds;

/// <summary>Fetches the snapshots that books ask for, one after the other, so that a mass reconnect stays inside the weight budget.</summary>
public sealed class BookSnapshots(
    MarketUniverse universe,
    MarketDataOptions options,
    SnapshotQueue queue,
    BookBoard books,
    BinanceRestClient rest,
    TickChannel channel,
    TimeProvider clock,
    ILogger<BookSnapshots> log) : BackgroundService
{
    // The first changes must be there before the snapshot is taken, or it is too old to join them.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);
    private const int MaxUsdmLevels = 1000;

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var symbol in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Task.Delay(Settle, clock, stoppingToken);
                var epoch = books.Epoch(symbol);
                var snapshot = await rest.DepthAsync(universe.Symbols[symbol], rest.Market == BinanceMarket.Usdm ? Math.Min(options.BookSnapshotLevels, MaxUsdmLevels) : options.BookSnapshotLevels, RequestLane.Resync, stoppingToken);
                await channel.WriteAsync(new PipelineCommand.Book(symbol, snapshot, epoch), stoppingToken);
            }
            catch (VenueException fault)
            {
                log.SnapshotFailed(universe.Symbols[symbol], fault.Message);
                await Task.Delay(Retry, clock, stoppingToken);
                queue.Ask(symbol);
            }
        }
    }
}

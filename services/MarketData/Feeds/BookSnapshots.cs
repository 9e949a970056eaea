using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketData.Books;
using Trading.MarketData.Flow;

namespace Trading.MarketData.Feeds;

/// <summary>
/// Fetches the snapshots that books ask for, one after the other, so that a mass reconnect stays inside the weight budget. One that is no
/// whole book goes no further: it is counted, logged and fetched again.
/// </summary>
internal sealed class BookSnapshots(
    MarketUniverse universe,
    MarketDataOptions options,
    SnapshotQueue queue,
    OrderBooks books,
    VenueDescription venue,
    IVenueHistory history,
    TickChannel channel,
    FeedMetrics metrics,
    TimeProvider clock,
    ILogger<BookSnapshots> log) : BackgroundService
{
    // The first changes must be there before the snapshot is taken, or it is too old to join them.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var levels = Math.Min(options.BookSnapshotLevels, venue.MaxBookLevels);
        await foreach (var symbol in queue.Reader.ReadAllAsync(stoppingToken))
        {
            await Task.Delay(Settle, clock, stoppingToken);
            var epoch = books.Epoch(symbol);
            var (snapshot, reason) = await TakeAsync(universe.Symbols[symbol], levels, stoppingToken);
            if (snapshot is not null)
            {
                await channel.WriteAsync(new PipelineCommand.Book(symbol, snapshot, epoch), stoppingToken);
            }
            else
            {
                log.SnapshotFailed(universe.Symbols[symbol], reason);
                await Task.Delay(Retry, clock, stoppingToken);
                queue.Ask(symbol);
            }
        }
    }

    private async Task<(DepthSnapshot? Snapshot, string Reason)> TakeAsync(string symbol, int levels, CancellationToken cancellationToken)
    {
        try
        {
            var snapshot = await history.DepthAsync(symbol, levels, RequestLane.Resync, cancellationToken);
            if (snapshot.Defect() is not { } defect)
            {
                return (snapshot, "");
            }

            metrics.SnapshotRefused();
            return (null, defect);
        }
        catch (VenueException fault)
        {
            if (fault.Failure == VenueFailure.Malformed)
            {
                metrics.SnapshotRefused();
            }

            return (null, fault.Message);
        }
    }
}

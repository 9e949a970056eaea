using Trading.Exchanges.Books;
using Trading.Exchanges.Venues;
using Trading.MarketData.Books;
using Trading.MarketData.Processing;
using Trading.MarketData.State;

namespace Trading.MarketData.Feeds;

/// <summary>
/// Finds the moment at which a successor may take over without a gap: its streams have all begun, and what has been processed of
/// the predecessor reaches to where the successor's trades and book changes start.
/// </summary>
internal sealed class Handover(TickProcessor processor, OrderBooks books, VenueDescription venue, TimeProvider clock)
{
    // Streams of one connection begin within moments of each other.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(1);

    // A predecessor that is this far behind does not catch up: what is missing then is a gap like any other, and is fetched.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    public async Task WaitAsync(LiveConnection predecessor, LiveConnection successor, CancellationToken cancellationToken)
    {
        var states = await processor.Ready.WaitAsync(cancellationToken);
        var started = clock.GetTimestamp();
        while (!predecessor.Ended.IsCompleted
            && !successor.Ended.IsCompleted
            && clock.GetElapsedTime(started) is var elapsed
            && elapsed < Deadline)
        {
            if (elapsed >= Overlap && await IsReachedAsync(states, successor.Buffer, cancellationToken))
            {
                return;
            }

            await Task.Delay(Step, clock, cancellationToken);
        }
    }

    private async Task<bool> IsReachedAsync(IReadOnlyList<SymbolState> states, OverlapBuffer successor, CancellationToken cancellationToken)
    {
        var (trades, depths) = await successor.FirstsAsync(cancellationToken);
        return trades.All(first => states[first.Key].Pipeline.NextId is var next && (next < 0 || next >= first.Value))
            && depths.All(first => !books.IsInSync(first.Key)
                || books.LastId(first.Key) >= BookSync.Needs(venue.BookRule, first.Value));
    }
}

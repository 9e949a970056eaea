using Trading.Contracts;
using Trading.Exchanges.Transport;
using Trading.MarketData.Flow;
using Trading.MarketData.Processing;
using Trading.MarketData.Recovery;
using Trading.ServiceDefaults.Hosting;

namespace Trading.MarketData.Backfill;

/// <summary>
/// Fetches exactly the missing ids of holes, oldest first, and sends them the way of all trades. Holes close to each other share a
/// request. What the venue skips although it has later trades does not exist there: the hole is given up with that reason.
/// </summary>
internal sealed class GapHealer(
    MarketUniverse universe, GapQueue queue, TickChannel channel, ITradeHistory history, TickProcessor processor, TimeProvider clock,
    ILogger<GapHealer> log)
    : BackgroundService
{
    private const int PageSize = 1000;

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan MaxRetry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Deferral = TimeSpan.FromSeconds(1);

    private readonly List<PendingGap> _pending = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await processor.Ready.WaitAsync(stoppingToken);
        while (_pending.Count > 0 || await queue.Reader.WaitToReadAsync(stoppingToken))
        {
            while (queue.Reader.TryRead(out var gap))
            {
                _pending.Add(gap);
            }

            var page = NextPage();
            if (page.Count > 0 && !await HealAsync(page, stoppingToken))
            {
                _pending.AddRange(page);
                await Task.Delay(Deferral, clock, stoppingToken);
            }
        }
    }

    /// <summary>Takes out the oldest hole and those of the same symbol that end within one page of its beginning.</summary>
    private List<PendingGap> NextPage()
    {
        _pending.RemoveAll(gap => !queue.IsOpen(gap.Hole.Id));
        if (_pending.Count == 0)
        {
            return [];
        }

        var first = _pending[0];
        var page = _pending.Where(gap => gap == first || (gap.Symbol == first.Symbol
            && gap.Hole.FirstId >= first.Hole.FirstId && gap.Hole.LastId < first.Hole.FirstId + PageSize)).ToList();
        _pending.RemoveAll(page.Contains);
        return page;
    }

    /// <summary>False when the venue has not come as far as the holes do: a corrupt id ran ahead of it.</summary>
    private async Task<bool> HealAsync(List<PendingGap> page, CancellationToken cancellationToken)
    {
        var symbol = page[0].Symbol;
        var next = page.Min(gap => gap.Hole.FirstId);
        var last = page.Max(gap => gap.Hole.LastId);
        while (next <= last)
        {
            var limit = (int)Math.Min(PageSize, last - next + 1);
            var from = next;
            var trades = await AskAsync(
                symbol, token => history.FromAsync(universe.Symbols[symbol], from, limit, token), cancellationToken);
            if (trades.Count == 0)
            {
                var latest = await AskAsync(symbol, token => history.LatestAsync(universe.Symbols[symbol], 1, token), cancellationToken);
                if (latest.Count == 0 || latest[^1].TradeId < last)
                {
                    return false;
                }

                break;
            }

            var wanted = trades.Where(trade => page.Exists(gap => trade.TradeId >= gap.Hole.FirstId && trade.TradeId <= gap.Hole.LastId));
            await channel.WriteAsync(new PipelineCommand.Fetched(symbol, FirstTrades.Ticks(symbol, wanted)), cancellationToken);
            next = trades[^1].TradeId + 1;
        }

        // The fetched trades went ahead through the same channel: a hole that is not filled by then misses what the venue lacks.
        foreach (var gap in page)
        {
            await channel.WriteAsync(new PipelineCommand.GiveUp(symbol, gap.Hole.Id, "venueHasNone"), cancellationToken);
        }

        return true;
    }

    private async Task<IReadOnlyList<Trade>> AskAsync(
        int symbol, Func<CancellationToken, Task<IReadOnlyList<Trade>>> ask, CancellationToken cancellationToken)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await ask(cancellationToken);
            }
            catch (Exception fault) when (IsTransient(fault, cancellationToken))
            {
                log.HealFailed(fault, universe.Symbols[symbol], failures);
                await Task.Delay(Backoff.Of(failures, FirstRetry, MaxRetry, Random.Shared), clock, cancellationToken);
            }
        }
    }

    private static bool IsTransient(Exception fault, CancellationToken stopping) =>
        fault is VenueException or TimeoutException
        || (fault is OperationCanceledException && !stopping.IsCancellationRequested);
}

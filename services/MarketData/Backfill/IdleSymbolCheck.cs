using Trading.Exchanges.Transport;
using Trading.MarketData.Connections;
using Trading.MarketData.Flow;
using Trading.MarketData.Processing;
using Trading.MarketData.Recovery;
using Trading.MarketData.State;

namespace Trading.MarketData.Backfill;

/// <summary>
/// Asks the venue for the newest trade of every connected symbol that has fallen silent: a gap at the end of a stream cannot be
/// seen in its ids, nor can the trades of a recording that ended while this process was started again. Asked once per silence, and
/// again with growing distance while it lasts.
/// </summary>
internal sealed class IdleSymbolCheck(
    MarketUniverse universe,
    MarketDataOptions options,
    FeedRegistry board,
    TickProcessor processor,
    TickChannel channel,
    ITradeHistory history,
    TimeProvider clock,
    ILogger<IdleSymbolCheck> log) : BackgroundService
{
    private static readonly TimeSpan MaxDistance = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var states = await processor.Ready.WaitAsync(stoppingToken);
        var watches = states.Select(state => new Watch(TimeSpan.FromSeconds(options.IdleCheckSeconds), clock.GetTimestamp())).ToArray();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var state in states)
            {
                var watch = watches[state.Symbol];
                // While frames wait to be processed, the silence is ours and not the venue's.
                if (watch.IsDue(state.Pipeline.Counters.Checked, clock) && board.IsOpen(state.Symbol) && channel.Count == 0)
                {
                    await CheckAsync(state, stoppingToken);
                    watch.Checked(clock, MaxDistance);
                }
            }
        }
    }

    private async Task CheckAsync(SymbolState state, CancellationToken cancellationToken)
    {
        try
        {
            var asked = clock.GetUtcNow().UtcTicks;
            var latest = await history.LatestAsync(universe.Symbols[state.Symbol], 1, cancellationToken);
            if (latest is [var head])
            {
                await channel.WriteAsync(
                    new PipelineCommand.VenueHead(state.Symbol, head.TradeId, head.ExchangeTime.Ticks, asked), cancellationToken);
            }
        }
        catch (Exception fault) when (fault is VenueException or TimeoutException
            || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            log.HeadCheckFailed(universe.Symbols[state.Symbol], fault.Message);
        }
    }

    private sealed class Watch(TimeSpan silence, long started)
    {
        private readonly TimeSpan _silence = silence;
        private TimeSpan _distance = silence;
        private long _since = started;
        private long _seen = -1;

        public bool IsDue(long seen, TimeProvider clock)
        {
            if (seen != _seen)
            {
                (_seen, _since, _distance) = (seen, clock.GetTimestamp(), _silence);
                return false;
            }

            return clock.GetElapsedTime(_since) >= _distance;
        }

        public void Checked(TimeProvider clock, TimeSpan max)
        {
            _since = clock.GetTimestamp();
            _distance = _distance * 2 < max ? _distance * 2 : max;
        }
    }
}

using System.Diagnostics;
using Trading.Exchanges.Ticks;
using Trading.Exchanges.Venues;
using Trading.MarketData.Cache;
using Trading.MarketData.Connections;
using Trading.MarketData.Flow;
using Trading.MarketData.Recovery;
using Trading.MarketData.State;
using Trading.MarketData.Storage;

namespace Trading.MarketData.Processing;

/// <summary>
/// The one thread on which every pipeline runs: takes socket reads from the channel, and hands what comes out to the store (waits
/// for room), to the latest prices, the bus and the streams (never wait).
/// </summary>
internal sealed class TickProcessor(
    MarketUniverse universe, VenueDescription venue, MarketDataOptions options, TickChannel channel, StoreWriter writer,
    StateRestorer restorer,
    DeltaRouter router,
    LatestPrices prices,
    BookStage books,
    FeedRegistry board,
    StreamWatchdog watchdog,
    MarketDataMetrics metrics,
    WindowMetrics windows,
    TimeProvider clock) : BackgroundService
{
    private readonly TaskCompletionSource<IReadOnlyList<SymbolState>> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<SymbolState> _touched = [];
    private readonly FeedLag _lag = new();
    private SymbolState[] _states = [];
    private long _nextOpenBars;
    private long _nextCheckpoint;

    private long IdleClose => options.IdleCloseMs * TimeSpan.TicksPerMillisecond;

    /// <summary>Completes when the state of the last run is restored: connections open after it.</summary>
    public Task<IReadOnlyList<SymbolState>> Ready => _ready.Task;

    /// <summary>
    /// One socket read, from parsed frames to all who take what comes of it. On the processing thread only; the batch goes back to its
    /// pool.
    /// </summary>
    public async ValueTask ProcessAsync(FrameBatch frames, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var activity = MarketDataTelemetry.Source.StartActivity("market-data process", ActivityKind.Consumer);
        var now = clock.GetUtcNow().UtcTicks;
        Apply(frames, now);
        activity?.SetTag("venue", venue.Name).SetTag("ticks", frames.Ticks.Count);
        metrics.Processed(frames, now, Stopwatch.GetElapsedTime(started));
        foreach (var bar in frames.Bars.Items.ToArray())
        {
            if (bar.Bar.Closed)
            {
                await router.RouteAsync(new SymbolDelta { Symbol = bar.Symbol, VenueBars = [bar.Bar] }, cancellationToken);
            }
        }

        channel.Return(frames);
        await EmitAsync(activity?.Context ?? default, cancellationToken, streamedAt: now);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await writer.RecoverAsync(stoppingToken);
        var states = new List<SymbolState>();
        for (var symbol = 0; symbol < universe.Symbols.Count; symbol++)
        {
            states.Add(await restorer.RestoreAsync(symbol, stoppingToken));
            _touched.Add(states[symbol]);
            states[symbol].IsTouched = true;
        }

        _states = [.. states];
        metrics.Watch(_states);
        windows.Watch(_states);
        await EmitAsync(default, stoppingToken);
        _ready.SetResult(_states);
        await foreach (var input in channel.Reader.ReadAllAsync(stoppingToken))
        {
            if (input.Frames is { } frames)
            {
                await ProcessAsync(frames, stoppingToken);
            }
            else if (input.Command is { } command)
            {
                await ExecuteAsync(command, stoppingToken);
            }
        }
    }

    private void Apply(FrameBatch frames, long now)
    {
        foreach (ref readonly var tick in frames.Ticks.Items)
        {
            var state = _states[tick.Symbol];
            state.Pipeline.Process(tick, now);
            Touch(state);
        }

        if (frames.Ticks.Count > 0)
        {
            _lag.Seen(frames.Ticks.Items[^1]);
        }

        foreach (ref readonly var quote in frames.Quotes.Items)
        {
            prices.Update(quote);
        }

        foreach (ref readonly var mark in frames.Marks.Items)
        {
            prices.Update(mark);
        }

        board.Apply(frames);
        books.Apply(frames);
        watchdog.Seen(frames);
    }

    private async ValueTask ExecuteAsync(PipelineCommand command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcTicks;
        switch (command)
        {
            case PipelineCommand.Pulse pulse:
                watchdog.Check(pulse.At);
                await PulseAsync(pulse.At, now, cancellationToken);
                await EmitAsync(default, cancellationToken);
                await CheckpointAsync(now, cancellationToken);
                return;
            case PipelineCommand.Book book:
                books.Apply(book);
                break;
            case PipelineCommand.Restarted restarted:
                books.Restart(restarted.Connection);
                watchdog.Begin(restarted.Connection, restarted.At);
                break;
            case PipelineCommand.VenueHead head:
                if (_states[head.Symbol].Pipeline.Reach(head.LatestId, head.ExchangeTicks, head.AskedAt - IdleClose))
                {
                    watchdog.MissedTrades(head.Symbol);
                }

                Touch(_states[head.Symbol]);
                break;
            case PipelineCommand.GiveUp giveUp when _states[giveUp.Symbol].Pipeline.GiveUp(giveUp.GapId):
                Touch(_states[giveUp.Symbol]);
                await router.RouteAsync(
                    new SymbolDelta { Symbol = giveUp.Symbol, GivenUp = new GivenUpHole(giveUp.GapId, giveUp.Reason) }, cancellationToken);
                break;
            case PipelineCommand.Fetched fetched:
                foreach (ref readonly var tick in fetched.Trades.AsSpan())
                {
                    _states[fetched.Symbol].Pipeline.Process(tick, now);
                }

                Touch(_states[fetched.Symbol]);
                break;
        }

        await EmitAsync(default, cancellationToken);
    }

    /// <summary>
    /// Ends waits, closes the bars of idle live symbols by our clock, and now and then stores the open bars. A symbol is idle as of when
    /// the pulse was sent, less what the feed is behind: under a backlog the last seconds are not known yet, and a bar
    /// that is closed too early has to be summed again for every trade that follows.
    /// </summary>
    private async ValueTask PulseAsync(long at, long now, CancellationToken cancellationToken)
    {
        books.Pulse(new DateTime(now, DateTimeKind.Utc));
        var idleUntil = at - _lag.Take() - IdleClose;
        var openBars = now >= _nextOpenBars;
        foreach (var state in _states)
        {
            state.Pipeline.Tick(now);
            if (board.IsConnected(state.Symbol) && board[state.Symbol].IsLive)
            {
                state.Pipeline.Bars.Advance(idleUntil, state.Pipeline.Output.Windows);
            }

            Touch(state);
            if (openBars && state.TakeOpenBars() is { } open)
            {
                await router.RouteAsync(open, cancellationToken);
            }
        }

        if (openBars)
        {
            _nextOpenBars = now + options.OpenBarsMs * TimeSpan.TicksPerMillisecond;
        }
    }

    /// <summary>After everything up to it has been handed on: a checkpoint says that the store has what it holds.</summary>
    private async ValueTask CheckpointAsync(long now, CancellationToken cancellationToken)
    {
        if (now < _nextCheckpoint)
        {
            return;
        }

        _nextCheckpoint = now + options.CheckpointMs * TimeSpan.TicksPerMillisecond;
        foreach (var state in _states)
        {
            if (state.TakeCheckpoint() is { } checkpoint)
            {
                await router.RouteAsync(checkpoint, cancellationToken);
            }
        }
    }

    private void Touch(SymbolState state)
    {
        if (!state.IsTouched)
        {
            state.IsTouched = true;
            _touched.Add(state);
        }
    }

    private async ValueTask EmitAsync(ActivityContext trace, CancellationToken cancellationToken, long? streamedAt = null)
    {
        foreach (var state in _touched)
        {
            state.IsTouched = false;
            windows.Opened(state.Pipeline.Output.Windows);
            if (state.Take(trace) is { } delta)
            {
                if (delta.Trades.Length > 0)
                {
                    prices.Update(state.Symbol, delta.Trades[^1]);
                    board.Event(state.Symbol, delta.Trades[^1].ExchangeTime.Ticks, delta.Trades[^1].ReceivedTime.Ticks);
                }

                windows.Ended(delta);
                var replayedAt = streamedAt is { } at && IsReplayed(delta) ? new DateTime(at, DateTimeKind.Utc) : (DateTime?)null;
                await router.RouteAsync(replayedAt is null ? delta : delta with { ReplayedAt = replayedAt }, cancellationToken);
            }
        }

        _touched.Clear();
    }

    private bool IsReplayed(SymbolDelta delta) =>
        delta.ClosedBars.Length > 0 && delta.Trades.Length > 0 && board[delta.Symbol].IsReplayOf(venue);
}

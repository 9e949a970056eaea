using Trading.Contracts;
using Trading.Exchanges;
using Trading.MarketData.Connections;
using Trading.MarketData.Flow;
using Trading.ServiceDefaults.Hosting;

namespace Trading.MarketData.Feeds;

/// <summary>
/// Holds one planned connection open: the one place that connects again, with growing, jittered waits. A connection that is to end
/// is replaced first and closed then; what both delivered in between is dropped by id.
/// </summary>
internal sealed class FeedConnection(
    PlannedConnection planned,
    MarketUniverse universe,
    MarketDataOptions options,
    ConnectionOpener opener,
    Handover handover,
    RotationSchedule rotations,
    RepairQueue repairs,
    TickChannel channel,
    FeedRegistry board,
    FeedReporter reporter,
    FeedMetrics metrics,
    VenueReachability reachability,
    TimeProvider clock,
    ILogger<MarketFeed> log)
{
    // 300 attempts in five minutes ban an address: at most one a second per connection stays below that.
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(250);

    // A connection that lasted this long was a good one.
    private static readonly TimeSpan Proven = TimeSpan.FromSeconds(10);

    private readonly Backoff _backoff = new(FirstBackoff, TimeSpan.FromSeconds(options.MaxReconnectSeconds), Random.Shared);
    private long _opened;
    private TimeSpan _maxAge;
    private long _commands;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var first = true; ; first = false)
        {
            if (!first)
            {
                var pause = _backoff.Next();
                reachability.TryAgainIn(planned.Address, pause);
                await Task.Delay(pause, clock, cancellationToken);
                metrics.Reconnect();
            }

            Change(FeedStatus.Connecting);
            if (await opener.TryOpenAsync(planned, ReplayEnded, cancellationToken) is { } connection)
            {
                await HoldAsync(connection, cancellationToken);
            }

            Change(FeedStatus.Disconnected);
        }
    }

    /// <summary>Until the connection, or the last of its successors, ends.</summary>
    private async Task HoldAsync(LiveConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            // Ahead of the first frame: what the streams said before does not join what comes now.
            await channel.WriteAsync(new PipelineCommand.Restarted(planned, clock.GetUtcNow().UtcTicks), cancellationToken);
            Opened(first: true);
            Change(FeedStatus.Connected);
            if (connection.HasReplayEnded)
            {
                // Said before we were connected in our own eyes.
                Change(FeedStatus.Ended);
            }

            await connection.Buffer.ReleaseAsync(cancellationToken);
            while (await NextAsync(connection, cancellationToken) is { } reason)
            {
                connection = await RotateAsync(connection, reason, cancellationToken);
            }

            metrics.Disconnected();
            log.Disconnected(universe.Venue, planned.Index, await connection.Ended);
            if (clock.GetElapsedTime(_opened) > Proven)
            {
                _backoff.Reset();
            }
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>Waits for a reason to replace the connection; null when it has ended.</summary>
    private async Task<RotationReason?> NextAsync(LiveConnection connection, CancellationToken cancellationToken)
    {
        while (!connection.Ended.IsCompleted)
        {
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var left = _maxAge - clock.GetElapsedTime(_opened);
            var due = Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock, waiting.Token);
            var repair = repairs.Of(planned.Index).WaitToReadAsync(waiting.Token).AsTask();
            var happened = await Task.WhenAny(connection.Ended, connection.ShutdownAnnounced, due, repair);
            await waiting.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (happened == connection.ShutdownAnnounced)
            {
                return RotationReason.ServerShutdown;
            }

            if (happened == due)
            {
                return RotationReason.Age;
            }

            if (happened == repair && await RepairAsync(connection, cancellationToken))
            {
                return RotationReason.SilentStream;
            }
        }

        return null;
    }

    /// <summary>Subscribes to silent streams again; true when one of them needs another connection.</summary>
    private async Task<bool> RepairAsync(LiveConnection connection, CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var replace = false;
        while (repairs.Of(planned.Index).TryRead(out var silent))
        {
            names.Add(silent.Stream.Name);
            replace |= silent.Repair == StreamRepair.Replace;
        }

        if (names.Count == 0)
        {
            return false;
        }

        log.StreamsSilent(universe.Venue, planned.Index, names.Count, names[0], replace ? "connection is replaced" : "subscribed to again");
        metrics.Repaired(names.Count);
        if (!replace)
        {
            try
            {
                await connection.ResubscribeAsync(names, (_commands += 2) - 1, cancellationToken);
            }
            catch (IOException fault)
            {
                log.ConnectFailed(universe.Venue, planned.Index, fault.Message);
            }
        }

        return replace;
    }

    /// <summary>Make before break. The connection itself comes back when no successor could be opened: the next try comes later.</summary>
    private async Task<LiveConnection> RotateAsync(LiveConnection connection, RotationReason reason, CancellationToken cancellationToken)
    {
        await rotations.WaitAsync(cancellationToken);
        LiveConnection? unused = null;
        try
        {
            unused = await opener.TryOpenAsync(planned, ReplayEnded, cancellationToken);
            if (unused is { } successor)
            {
                await handover.WaitAsync(connection, successor, cancellationToken);
                if (!successor.Ended.IsCompleted || connection.Ended.IsCompleted)
                {
                    await connection.DisposeAsync();
                    await successor.Buffer.ReleaseAsync(cancellationToken);
                    unused = null;
                    Opened(first: false);
                    _backoff.Reset();
                    metrics.Rotated(reason);
                    log.Rotated(universe.Venue, planned.Index, reason);
                    return successor;
                }
            }
        }
        finally
        {
            rotations.Done();
            if (unused is not null)
            {
                await unused.DisposeAsync();
            }
        }

        await Task.WhenAny(connection.Ended, Task.Delay(_backoff.Next(), clock, cancellationToken));
        return connection;
    }

    private void ReplayEnded(bool ended) => Change(ended ? FeedStatus.Ended : FeedStatus.Connected);

    private void Opened(bool first)
    {
        _opened = clock.GetTimestamp();
        _maxAge = rotations.AgeOf(planned.Index, first);
    }

    private void Change(FeedStatus status)
    {
        board.Change(planned.Index, status);
        foreach (var symbol in planned.Symbols)
        {
            reporter.Report(symbol, clock.GetUtcNow().UtcDateTime);
        }
    }
}

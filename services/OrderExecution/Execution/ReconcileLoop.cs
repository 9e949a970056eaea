using Trading.Exchanges;
using Trading.ServiceDefaults.Hosting;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Keeps orders, balances and order rules equal to the venue's: at start before the service is ready, then at an interval, and at
/// once when an outcome is unknown or the user data stream comes back.
/// </summary>
internal sealed class ReconcileLoop(
    Reconciler reconciler,
    ReconcileState reconcileState,
    ReconcileSignalChannel signal,
    AccountReconciler accounts,
    AccountSync balances,
    InstrumentCache instruments,
    VenueAccess access,
    UserStreamState stream,
    VenueOptions venue,
    VenueReachability reachability,
    OrdersOptions options,
    TimeProvider time,
    ILogger<ReconcileLoop> logger) : BackgroundService
{
    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(10), Random.Shared);

    // Venues change ticks and steps now and then, and say so in advance.
    private static readonly TimeSpan RulesLifetime = TimeSpan.FromHours(1);

    private long _accountsSyncedAt;
    private long _rulesLoadedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Announce();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var settled = await TurnAsync(stoppingToken);
                _backoff.Reset();
                var fast = !settled || !stream.IsUp;
                var pause = TimeSpan.FromMilliseconds(fast ? options.PollWithoutStreamMs : options.PollIntervalMs);
                reachability.TryAgainIn(access.RestUrl, pause);
                await signal.WaitAsync(pause, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The loop that owns the restart.
                var delay = _backoff.Next();
                OrderExecutionLog.ReconcileFailed(logger, exception, (int)delay.TotalMilliseconds);
                await Task.Delay(delay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> TurnAsync(CancellationToken cancellationToken)
    {
        if (access.IsOpen && (!instruments.IsLoaded || time.GetElapsedTime(_rulesLoadedAt) > RulesLifetime)
            && await access.Venue.InstrumentsAsync(venue.SymbolList(), cancellationToken) is { } loaded)
        {
            instruments.Load(loaded);
            _rulesLoadedAt = time.GetTimestamp();
        }

        var due = _accountsSyncedAt == 0 || time.GetElapsedTime(_accountsSyncedAt).TotalMilliseconds >= options.AccountSyncIntervalMs;
        ReconcileReport report;
        if (due)
        {
            var account = await accounts.RunAsync(cancellationToken);
            _accountsSyncedAt = account.Synced ? time.GetTimestamp() : 0;
            report = account.Orders;
        }
        else
        {
            report = await reconciler.RunAsync(cancellationToken);
        }

        if (report.Changed > 0 && access.IsOpen)
        {
            await balances.RunAsync(cancellationToken);
        }

        // Without open orders nothing was asked about them: balances and order rules prove that the venue answers.
        var first = !reconcileState.IsReconciled;
        report = report with { Answered = report.Answered && _accountsSyncedAt != 0 && (instruments.IsLoaded || !access.IsOpen) };
        reconcileState.Observe(report);
        if (report.Changed > 0 || (first && report.Answered))
        {
            OrderExecutionLog.Reconciled(logger, access.Name, report.Checked, report.Changed, report.Unresolved);
        }

        return report.Unresolved == 0 && report.Answered;
    }

    private void Announce()
    {
        if (options.UserStreamUrl is not null)
        {
            OrderExecutionLog.OldUserStreamUrl(logger, $"{VenueOptions.Section}:{nameof(VenueOptions.UserStreamUrl)}");
        }

        if (!access.IsOpen)
        {
            OrderExecutionLog.VenueClosed(logger, access.Name, access.ClosedReason!);
        }
        else if (access.IsLive)
        {
            OrderExecutionLog.LiveOrdersOn(logger, access.Name, access.RestUrl);
        }
        else
        {
            OrderExecutionLog.VenueOpen(logger, access.Name, access.RestUrl);
        }
    }
}

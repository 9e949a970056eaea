using System.Data.Common;
using System.Diagnostics;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Storage;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Sees a callback of a strategy that does not return. Its thread cannot be stopped and holds up every other strategy, so the strategy is
/// stored as faulted and the process ends: the supervisor starts it again, and the others go on.
/// </summary>
internal sealed class CallbackWatchdog(
    StrategyTable strategies, ProcessEnd process, PaperOptions options, TimeProvider clock, ILogger<CallbackWatchdog> logger)
    : BackgroundService
{
    /// <summary>Of the process: it ended to be started again without a strategy.</summary>
    public const int ExitCode = 4;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private volatile Callback? _running;

    /// <summary>Runs a step of one strategy under watch. Steps come one at a time.</summary>
    public T Watch<T>(StrategyDefinition definition, Func<T> step)
    {
        _running = new Callback(definition, Stopwatch.GetTimestamp());
        try
        {
            return step();
        }
        finally
        {
            _running = null;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var deadline = TimeSpan.FromSeconds(options.CallbackDeadlineSeconds);
        using var timer = new PeriodicTimer(LookEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_running is { } callback && Stopwatch.GetElapsedTime(callback.Start) > deadline
                && await DisableAsync(callback.Strategy, stoppingToken))
            {
                process.Exit(ExitCode);
                return;
            }
        }
    }

    private async Task<bool> DisableAsync(StrategyDefinition strategy, CancellationToken cancellationToken)
    {
        var fault = new StrategyFault(
            "CallbackDeadline", FormattableString.Invariant($"A callback did not return within {options.CallbackDeadlineSeconds} s."),
            clock.GetUtcNow().UtcDateTime);
        try
        {
            await strategies.UpdateAsync(strategy with { State = StrategyState.Faulted, Fault = fault }, cancellationToken);
            logger.CallbackStuck(strategy.Id, options.CallbackDeadlineSeconds, ExitCode);
            return true;
        }
        catch (DbException exception)
        {
            logger.CallbackStuckNotStored(exception, strategy.Id);
            return false;
        }
    }

    private sealed record Callback(StrategyDefinition Strategy, long Start);
}

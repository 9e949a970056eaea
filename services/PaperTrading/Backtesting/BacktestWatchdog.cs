using System.Data.Common;
using System.Diagnostics;
using Trading.Backtesting.Runs;
using Trading.PaperTrading.Live;
using Trading.PaperTrading.Storage;

namespace Trading.PaperTrading.Backtesting;

/// <summary>
/// Sees a backtest whose strategy does not return. It would hold up every later one, so it is stored as failed and the process ends to be
/// started again, as with a strategy on paper.
/// </summary>
internal sealed class BacktestWatchdog(
    BacktestTable table, ProcessEnd process, PaperOptions options, TimeProvider clock, ILogger<BacktestWatchdog> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    // Written at every step of a run, which is below a microsecond: no timestamp, and no lock.
    private volatile string? _id;
    private volatile BacktestRun? _run;
    private volatile bool _inStep;

    public void Begin(string id) => (_run, _inStep, _id) = (null, true, id);

    public void End() => (_id, _inStep, _run) = (null, false, null);

    public BacktestRun Made(BacktestRun run)
    {
        (_run, _inStep) = (run, false);
        return run;
    }

    public void Advance(BacktestRun run, ReadOnlySpan<SymbolBar> step)
    {
        _inStep = true;
        run.Advance(step);
        _inStep = false;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var deadline = TimeSpan.FromSeconds(options.CallbackDeadlineSeconds);
        var seen = (Id: (string?)null, Bars: 0L, Since: 0L);
        using var timer = new PeriodicTimer(LookEvery, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var (id, bars) = (_id, _run?.Bars ?? -1);
            if (id is null || !_inStep || id != seen.Id || bars != seen.Bars)
            {
                seen = (id, bars, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(seen.Since) > deadline && await FailAsync(id, stoppingToken))
            {
                process.Exit(CallbackWatchdog.ExitCode);
                return;
            }
        }
    }

    private async Task<bool> FailAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await table.FailAsync(
                id, FormattableString.Invariant($"A callback of the strategy did not return within {options.CallbackDeadlineSeconds} s."),
                clock.GetUtcNow().UtcDateTime, cancellationToken);
            logger.BacktestStuck(id, options.CallbackDeadlineSeconds, CallbackWatchdog.ExitCode);
            return true;
        }
        catch (DbException exception)
        {
            logger.BacktestLost(exception, id);
            return false;
        }
    }
}

using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Trading.Accounting;
using Trading.Backtesting.Loading;
using Trading.Backtesting.Runs;
using Trading.Contracts;
using Trading.MarketStore.Bars;
using Trading.MarketStore.History;
using Trading.PaperTrading.Storage;

namespace Trading.PaperTrading.Backtesting;

/// <summary>Runs queued backtests one after another; a restart takes up those that were not finished.</summary>
internal sealed class BacktestWorker(
    BacktestQueue queue,
    BacktestTable table,
    BacktestPlanner planner,
    BacktestBars bars,
    BacktestWatchdog watchdog,
    IBarStore market,
    IHistoryStore history,
    PaperMetrics metrics,
    TimeProvider clock,
    ILogger<BacktestWorker> logger) : BackgroundService
{
    // A step is well below a microsecond: reported in between so that progress costs nothing.
    private const int StepsPerReport = 4096;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var id in await table.UnfinishedAsync(stoppingToken))
        {
            await queue.AddAsync(id, stoppingToken);
        }

        await foreach (var id in queue.ReadAllAsync(stoppingToken))
        {
            try
            {
                await RunAsync(id, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.BacktestFailed(exception, id);
                await FailAsync(id, StrategyThrow.MessageOf(exception), stoppingToken);
            }
            finally
            {
                watchdog.End();
                queue.Forget(id);
            }
        }
    }

    private async Task FailAsync(string id, string error, CancellationToken cancellationToken)
    {
        try
        {
            await table.FailAsync(id, error, clock.GetUtcNow().UtcDateTime, cancellationToken);
        }
        catch (DbException exception)
        {
            logger.BacktestLost(exception, id);
        }
    }

    private static string TimeText(DateTime time) =>
        time.ToString(time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // On spot there is none.
    private async Task<List<FundingEvent>> FundingAsync(BacktestPlan plan, CancellationToken cancellationToken)
    {
        var events = new List<FundingEvent>();
        for (var i = 0; i < plan.Symbols.Count && plan.Account.Mode != MarginMode.Spot; i++)
        {
            var settlements = history.ReadFundingAsync(
                new InstrumentId(plan.Venue, plan.Symbols[i]), plan.Start, plan.End, cancellationToken);
            await foreach (var settlement in settlements)
            {
                events.Add(new FundingEvent(i, settlement.Time, settlement.Rate, settlement.MarkPrice));
            }
        }

        return events;
    }

    private async Task RunAsync(string id, CancellationToken cancellationToken)
    {
        if (await table.FindAsync(id, cancellationToken) is not { } record)
        {
            return;
        }

        var planned = planner.Plan(record.Request);
        if (planned.Value is not { } plan)
        {
            await FailAsync(id, planned.Refusal!.Reason, cancellationToken);
            return;
        }

        await table.StartAsync(id, cancellationToken);
        using var activity = metrics.Activities.StartActivity("backtest");
        var start = Stopwatch.GetTimestamp();
        var done = false;
        var funding = await FundingAsync(plan, cancellationToken);
        watchdog.Begin(id);
        using var run = watchdog.Made(new BacktestRun(plan, funding));
        await using var others = new OtherBars(market, plan, cancellationToken);
        try
        {
            if (await bars.AbsentAsync(plan, cancellationToken) is { Count: > 0 } absent)
            {
                await FailAsync(
                    id,
                    $"No {plan.Interval.Code} bars of {NameList.Of(absent)} on {plan.Venue} are stored "
                    + $"from {TimeText(plan.Start)} to {TimeText(plan.End)}; download them first.",
                    cancellationToken);
                return;
            }

            await foreach (var step in bars.ReadAsync(plan, cancellationToken))
            {
                await others.ShowAsync(run, step.Span[0].Bar.OpenTime);
                watchdog.Advance(run, step.Span);
                if (run.Bars % StepsPerReport == 0)
                {
                    queue.Report(id, (step.Span[0].Bar.OpenTime - plan.Start) / (plan.End - plan.Start));
                }
            }

            var outcome = run.Finish();
            await table.CompleteAsync(id, outcome, clock.GetUtcNow().UtcDateTime, cancellationToken);
            logger.Backtested(
                id,
                plan.Strategy.Kind,
                outcome.Bars,
                Stopwatch.GetElapsedTime(start).TotalSeconds,
                outcome.Statistics.TotalReturn,
                outcome.RunHash);
            done = true;
        }
        finally
        {
            metrics.Backtested(plan.Strategy.Kind, done ? "completed" : "failed", run.Bars, Stopwatch.GetElapsedTime(start));
        }
    }
}

using System.CommandLine;
using System.Diagnostics;
using Trading.Accounting;
using Trading.Backtesting.Loading;
using Trading.Backtesting.Runs;
using Trading.Downloader.CommandLine;
using Trading.ServiceDefaults.Databases;
using Trading.Strategies;

namespace Trading.Cli;

/// <summary><c>backtest</c>: one run over files or the store, by the engine of paper trading.</summary>
internal static class BacktestCommand
{
    // As paper trading has them where nothing is set.
    private const decimal QuantityStep = 0.001m;
    private const decimal MaintenanceMarginRate = 0.005m;

    private const int StepsPerReport = 4096;

    public static Command Build(StrategyCatalogue catalogue, IReadOnlyList<StrategyKind> own)
    {
        var command = new Command("backtest", "Run a strategy over history");
        var options = new BacktestOptions();
        options.AddTo(command);
        command.AddExamplesOf(
            CliText.Start, "backtest --strategy ma-cross --parameter fast=5 --symbol BTCUSDT --interval 1h --start 2024-01-01",
            "backtest --strategy my-cross.cs --data BTCUSDT-1h-2024-01.zip BTCUSDT-1h-2024-02.zip");
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(options.Of(parsed), parsed.InvocationConfiguration, catalogue, own, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        BacktestWish wish, InvocationConfiguration console, StrategyCatalogue catalogue, IReadOnlyList<StrategyKind> own,
        CancellationToken cancellationToken)
    {
        var kind = await KindAsync(wish.Strategy, catalogue, own, cancellationToken);
        if (!catalogue.TryPlan(kind, wish.Parameters, out var strategy, out var error))
        {
            throw new WrongUseException(error);
        }

        if (strategy.Create().OtherIntervals.Count > 0)
        {
            throw new WrongUseException($"{kind} wants bars of other intervals too, which only a backtest of the service gives.");
        }

        await using IBarHistory history = wish.Files.Count > 0
            ? new FileHistory(wish, TimeProvider.System)
            : await StoredHistory.OpenAsync(wish, cancellationToken);
        var (start, end) = await RangeAsync(wish, history, cancellationToken);
        var plan = new BacktestPlan(
            strategy, wish.Venue.Name, wish.Symbols, wish.Interval, start, end, wish.Cash, wish.Costs, QuantityStep)
        {
            Account = wish.Venue.CanSellShort
                ? AccountTerms.CrossMargin(wish.Symbols, wish.Leverage, MaintenanceMarginRate)
                : AccountTerms.Spot,
        };
        var from = Stopwatch.GetTimestamp();
        var outcome = await RunAsync(plan, history, cancellationToken);
        console.Output.WriteLine(BacktestReport.Of(plan, outcome, Stopwatch.GetElapsedTime(from), wish.Json));
        if (outcome.Bars >= outcome.ExpectedBars)
        {
            return ExitCode.Done;
        }

        console.Error.WriteLine(BacktestReport.Missing(outcome));
        return ExitCode.DoneInPart;
    }

    private static async Task<string> KindAsync(
        string? strategy, StrategyCatalogue catalogue, IReadOnlyList<StrategyKind> own, CancellationToken cancellationToken)
    {
        var file = strategy is not null && StrategyLoader.IsFile(strategy);
        if (file && !File.Exists(strategy))
        {
            throw new WrongUseException($"--strategy: there is no file {Path.GetFullPath(strategy!)}.");
        }

        var found = file
            ? await new StrategyLoader(catalogue, DataFolder.PathOf("strategy-builds")).AddAsync(strategy!, cancellationToken)
            : own;
        return strategy is not null && !file ? strategy
            : found.Count == 1 ? found[0].Name
            : found.Count == 0 ? throw new WrongUseException("--strategy is needed: a kind such as ma-cross or a file such as my-cross.cs.")
            : throw new WrongUseException(
                $"The file has several strategies, {string.Join(", ", found.Select(kind => kind.Name))}; run one by --strategy.");
    }

    private static async Task<(DateTime Start, DateTime End)> RangeAsync(
        BacktestWish wish, IBarHistory history, CancellationToken cancellationToken)
    {
        DateTime first = DateTime.MaxValue, last = DateTime.MinValue;
        foreach (var symbol in wish.Symbols)
        {
            if (await history.ExtentAsync(symbol, cancellationToken) is not { } extent
                || extent.Last < wish.Start || extent.First >= wish.End)
            {
                throw new InvalidDataException(wish.Files.Count > 0
                    ? $"the files hold no {wish.Interval.Code} bars of {symbol} in this time"
                    : $"no {wish.Interval.Code} bars of {symbol} on {wish.Venue.Name} are stored in this time; download them first");
            }

            (first, last) = (extent.First < first ? extent.First : first, extent.Last > last ? extent.Last : last);
        }

        return (wish.Start ?? first, wish.End ?? wish.Interval.CloseOf(last));
    }

    private static async Task<BacktestOutcome> RunAsync(BacktestPlan plan, IBarHistory history, CancellationToken cancellationToken)
    {
        var bars = new BacktestBars((of, symbol, cancel) => history.ReadAsync(symbol, of.Start, of.End, cancel));
        var progress = new BacktestProgress(plan.ExpectedBars);
        await using var steps = bars.ReadAsync(plan, cancellationToken).GetAsyncEnumerator(cancellationToken);
        BacktestRun? run = null;
        try
        {
            run = Start(plan);
            var count = 0;
            while (await steps.MoveNextAsync())
            {
                Advance(run, plan, steps.Current.Span);
                if (++count % StepsPerReport == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    progress.Show(run.Bars);
                }
            }

            return run.Finish();
        }
        finally
        {
            progress.Clear();
            run?.Dispose();
        }
    }

    private static BacktestRun Start(BacktestPlan plan)
    {
        try
        {
            return new BacktestRun(plan);
        }
        catch (Exception exception)
        {
            throw Thrown(plan, exception);
        }
    }

    private static void Advance(BacktestRun run, BacktestPlan plan, ReadOnlySpan<SymbolBar> step)
    {
        try
        {
            run.Advance(step);
        }
        catch (Exception exception)
        {
            throw Thrown(plan, exception);
        }
    }

    private static StrategyFileException Thrown(BacktestPlan plan, Exception exception) =>
        new($"strategy {plan.Strategy.Kind} threw {StrategyThrow.Describe(exception)}", exception);
}

using System.CommandLine;
using System.Reflection;
using Trading.Backtesting.Loading;
using Trading.Downloader.CommandLine;
using Trading.Strategies;

namespace Trading.Cli;

/// <summary>
/// The command line of strategies. A file with a strategy becomes a program of its own by the line
/// <c>return await StrategyProgram.RunAsync(args);</c>. Exit codes: 0 done, 1 failed, 2 wrong use, 3 done in part.
/// </summary>
public static class StrategyProgram
{
    public static async Task<int> RunAsync(string[] args)
    {
        var catalogue = new StrategyCatalogue();
        try
        {
            var own = Assembly.GetEntryAssembly() is { } entry && entry != typeof(StrategyProgram).Assembly ? catalogue.Add(entry) : [];
            var root = new RootCommand("Writes and backtests strategies.");
            root.Subcommands.Add(BacktestCommand.Build(catalogue, own));
            root.Subcommands.Add(StrategiesCommand.Build(catalogue));
            root.AddExamplesOf(CliText.Start, "strategies new my-cross", "backtest --strategy ma-cross --symbol BTCUSDT --interval 1h");
            var parsed = root.Parse(args);
            return parsed.Errors.Count > 0
                ? await FailAsync(DownloaderCommands.Describe(parsed), ExitCode.WrongUse)
                : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is WrongUseException or ArgumentException)
        {
            return await FailAsync(exception.Message, ExitCode.WrongUse);
        }
        catch (OperationCanceledException)
        {
            return await FailAsync("stopped", ExitCode.Failed);
        }
        catch (Exception exception) when (exception is StrategyFileException or InvalidDataException)
        {
            return await FailAsync(exception.Message, ExitCode.Failed);
        }
        catch (Exception exception) when (Faults.IsExpected(exception))
        {
            return await FailAsync(Faults.Describe(exception), ExitCode.Failed);
        }
    }

    private static async Task<int> FailAsync(string problem, int code)
    {
        await Console.Error.WriteLineAsync($"error: {Faults.OneLine(problem)}");
        return code;
    }
}

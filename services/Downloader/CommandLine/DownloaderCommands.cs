using System.CommandLine;

namespace Trading.Downloader.CommandLine;

/// <summary>The command line: works alone, without any service. Exit codes: 0 done, 1 failed, 2 wrong use, 3 done in part.</summary>
internal static class DownloaderCommands
{
    private static readonly string[] Names = ["download", "verify", "heal", "import", "export", "--help", "-h", "-?", "--version"];

    /// <summary>False when the arguments are the service's configuration, or there are none: then the service runs.</summary>
    public static bool IsCommand(string[] args)
    {
        return args.Length > 0 && (Names.Contains(args[0], StringComparer.Ordinal) || args[0][0] != '-');
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Downloads and certifies market history. Without a command it runs as a service.");
        root.Subcommands.Add(DownloadCommand.Build("download", "Download history into the store"));
        root.Subcommands.Add(VerifyCommand.Build());
        root.Subcommands.Add(DownloadCommand.Build("heal", "Fetch exactly what is missing of a range (a download of it)"));
        root.Subcommands.Add(ImportCommand.Build());
        root.Subcommands.Add(ExportCommand.Build());
        root.AddExamples(
            $"download bars --exchange {ExchangeName.Spot} --interval 1h --start 2024-01-01 --end 2024-01-31",
            $"verify bars --exchange {ExchangeName.Spot} --interval 1h --start 2024-01-01 --end 2024-01-31",
            "import BTCUSDT-1h-2024-01.zip",
            "download bars --help");
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"error: {Describe(parsed)}");
            return ExitCode.WrongUse;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (WrongUseException exception)
        {
            await Console.Error.WriteLineAsync($"error: {exception.Message}");
            return ExitCode.WrongUse;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("error: stopped; what is stored stays, the same command goes on from there");
            return ExitCode.Failed;
        }
        catch (Exception exception) when (Faults.IsExpected(exception))
        {
            await Console.Error.WriteLineAsync($"error: {Faults.Describe(exception)}");
            return Faults.ExitCodeOf(exception);
        }
    }

    /// <summary>One line; where a command is missing or unknown it names those that there are.</summary>
    internal static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count == 0)
        {
            return Faults.OneLine(parsed.Errors[0].Message);
        }

        var known = string.Join(", ", command.Subcommands.Select(subcommand => subcommand.Name));
        var path = command is RootCommand ? "" : command.Name + " ";
        return parsed.UnmatchedTokens is [var word, ..]
            ? $"'{path}{word}' is no command; there is {path}{known} (--help tells more)."
            : $"'{path.TrimEnd()}' needs one of {known} (--help tells more).";
    }
}

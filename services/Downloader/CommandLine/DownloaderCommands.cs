using System.CommandLine;

namespace Trading.Downloader.CommandLine;

/// <summary>The command line: works alone, without any service. Exit codes: 0 done, 1 failed, 2 wrong use, 3 done in part.</summary>
public static class DownloaderCommands
{
    private static readonly string[] Names = ["download", "verify", "heal", "import", "export", "--help", "-h", "-?", "--version"];

    /// <summary>False when the arguments are the service's configuration, or there are none: then the service runs.</summary>
    public static bool IsCommand(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
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
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"error: {Faults.OneLine(parsed.Errors[0].Message)}");
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
}

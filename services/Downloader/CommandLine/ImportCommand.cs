using System.CommandLine;
using System.Text.Json;
using Trading.Contracts;
using Trading.Downloader.Files;
using Trading.ServiceDefaults.Json;

namespace Trading.Downloader.CommandLine;

/// <summary><c>import FILE…</c>: published CSV, zip or gzip files into the store.</summary>
internal static class ImportCommand
{
    public static Command Build()
    {
        var files = new Argument<string[]>("FILE") { Description = "Files as published: CSV, zip or gzip", Arity = ArgumentArity.OneOrMore };
        var command = new Command("import", "Read published files into the store; symbol and interval come from the file names unless given");
        command.Arguments.Add(files);
        var selection = new SelectionOptions();
        selection.AddTo(command, withSource: false);
        command.SetAction((parsed, cancellationToken) => RunAsync(selection.Settings(parsed), selection, parsed, parsed.GetValue(files)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandSettings settings, SelectionOptions selection, ParseResult parsed, string[] files, CancellationToken cancellationToken)
    {
        var plan = files.Select(file => (File: file, Target: Target(selection, parsed, file))).ToArray();
        await using var services = await CommandServices.BuildAsync(settings, cancellationToken);
        foreach (var (file, (symbol, interval)) in plan)
        {
            try
            {
                var (rows, stored) = await services.GetRequiredService<BarFiles>()
                    .ImportAsync(file, new InstrumentId(settings.Venue, symbol), interval, selection.Series(parsed), cancellationToken);
                Console.WriteLine(settings.Json
                    ? JsonSerializer.Serialize(new { Event = "imported", File = file, Symbol = symbol, Interval = interval, Rows = rows, Stored = stored }, ProductJson.Options)
                    : $"{file}: {rows} rows of {symbol} {interval}, {stored} new");
            }
            catch (InvalidDataException exception)
            {
                await Console.Error.WriteLineAsync($"error: {file}: {exception.Message}");
                return ExitCode.Failed;
            }
        }

        return ExitCode.Done;
    }

    private static (string Symbol, BarInterval Interval) Target(SelectionOptions selection, ParseResult parsed, string file)
    {
        if (!File.Exists(file))
        {
            throw new WrongUseException($"{file} does not exist.");
        }

        var named = BarFiles.NameOf(file);
        var symbol = selection.Symbol(parsed) ?? named?.Symbol;
        var interval = selection.Interval(parsed) ?? named?.Interval;
        return symbol is not null && interval is { } length
            ? (symbol, length)
            : throw new WrongUseException($"The name {Path.GetFileName(file)} does not tell symbol and interval: give --symbol and --interval.");
    }
}

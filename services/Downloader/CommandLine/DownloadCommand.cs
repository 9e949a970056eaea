using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Trading.Contracts;
using Trading.Downloader.Files;
using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.ServiceDefaults.Json;

namespace Trading.Downloader.CommandLine;

/// <summary><c>download bars|trades|funding</c>: completes the store, and writes a CSV when asked.</summary>
internal static class DownloadCommand
{
    /// <param name="name"><c>download</c>, or <c>heal</c>: a download fetches what is missing and nothing else.</param>
    public static Command Build(string name, string description)
    {
        var command = new Command(name, description);
        foreach (var (kindName, kind, text) in Kinds)
        {
            var built = BuildKind(kindName, kind, text);
            built.AddExamples([.. ExamplesOf(kind).Select(example => $"{name} {kindName} {example}")]);
            command.Subcommands.Add(built);
        }

        return command;
    }

    private static (string Name, DownloadKind Kind, string Text)[] Kinds { get; } =
    [
        ("bars", DownloadKind.Bars, "Bars (klines) of an interval; on USD-M of mark, index and premium price too"),
        ("trades", DownloadKind.Trades, "Trades, as aggregates: the form in which the exchange keeps their history"),
        ("funding", DownloadKind.Funding, "Funding settlements (USD-M futures)"),
    ];

    private static string[] ExamplesOf(DownloadKind kind) => kind switch
    {
        DownloadKind.Trades => [$"--exchange {ExchangeName.Spot} --start 2024-03-01 --end 2024-03-01"],
        DownloadKind.Funding => [$"--exchange {ExchangeName.Perpetual} --start 2024-01-01 --end 2024-12-31 --output funding.csv"],
        _ =>
        [
            $"--exchange {ExchangeName.Spot} --interval 1h --start 2024-01-01 --end 2024-01-31",
            $"--exchange {ExchangeName.Perpetual} --interval 1m --series mark --start 2024-01-01 --end 2024-01-07 --output mark.csv",
            "--exchange SIMULATOR --symbols BTCUSDT,ETHUSDT --interval 1h --start 2024-01-01 --end 2024-01-31",
            "--exchange SIMULATOR:BTC/USDT --url http://127.0.0.1:18090 --interval 1d --start 2024-01-01 --end 2024-01-31 --source rest",
        ],
    };

    private static Command BuildKind(string name, DownloadKind kind, string text)
    {
        var command = new Command(name, text);
        var selection = new SelectionOptions();
        selection.AddTo(
            command, SelectionParts.Range | SelectionParts.Venue | (kind == DownloadKind.Bars ? SelectionParts.Bars : SelectionParts.None));
        var output = new Option<string?>("--output")
        {
            Description = "Write the rows of one symbol to this CSV file too, in the layout of the published archives",
            HelpName = "FILE.csv",
        };
        command.Options.Add(output);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(selection.Settings(parsed), selection.Request(parsed, kind), parsed.GetValue(output), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandSettings settings, DownloadRequest request, string? output, CancellationToken cancellationToken)
    {
        if (output is not null)
        {
            ExportCommand.Check(request, output);
        }

        await using var services = await CommandServices.BuildAsync(settings, cancellationToken);
        var progress = new DownloadProgress(TimeProvider.System);
        try
        {
            var work = services.GetRequiredService<DownloadRunner>().RunAsync(request, progress, cancellationToken);
            var outcome = await ProgressReport.ShowAsync(Title(request), settings.Json, progress, work);
            PrintResult(settings, request, progress, outcome);
            if (output is not null)
            {
                await ExportCommand.WriteAsync(services, request, FileKindOf(request.Kind), output, header: true, cancellationToken);
            }

            var fault = outcome.Symbols.FirstOrDefault(symbol => symbol.Fault is not null)?.Fault;
            if (fault is not null)
            {
                await Console.Error.WriteLineAsync($"error: {fault}");
            }

            return outcome.IsComplete ? ExitCode.Done : fault is not null && progress.Items == 0 ? ExitCode.Failed : ExitCode.DoneInPart;
        }
        catch (Exception exception) when (Faults.IsStorage(exception) && progress.Items > 0)
        {
            await Console.Error.WriteLineAsync(
                $"error: {Faults.Describe(exception)} ({progress.Items.ToString(CultureInfo.InvariantCulture)} rows were stored before)");
            return ExitCode.DoneInPart;
        }
    }

    private static FileKind FileKindOf(DownloadKind kind) => kind switch
    {
        DownloadKind.Trades => FileKind.AggTrades,
        DownloadKind.Funding => FileKind.Funding,
        _ => FileKind.Bars,
    };

    private static string Title(DownloadRequest request)
    {
        var symbols = request.Symbols.Length > 2 ? $"{request.Symbols.Length} symbols" : string.Join(',', request.Symbols);
        var series = request.Series == BarSeries.Last ? "" : " " + ChoiceText.Of(request.Series);
        return $"{symbols}{series} {request.Interval?.Code ?? ChoiceText.Of(request.Kind)}";
    }

    private static void PrintResult(CommandSettings settings, DownloadRequest request, DownloadProgress progress, DownloadOutcome outcome)
    {
        if (settings.Json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    Event = "end",
                    Complete = outcome.IsComplete,
                    progress.Items,
                    progress.WeightUsed,
                    Seconds = Math.Round(progress.Elapsed.TotalSeconds, 3),
                    progress.Plan,
                    outcome.Symbols,
                },
                ProductJson.Options));
            return;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Title(request)}: {progress.Items:N0} rows stored in {progress.Elapsed.TotalSeconds:N1} s, weight "
                + $"{progress.WeightUsed:N0}{(progress.Plan.Length > 0 ? "; " + progress.Plan : "")}."));
        foreach (var symbol in outcome.Symbols)
        {
            foreach (var hole in symbol.Missing)
            {
                Console.WriteLine($"{symbol.Symbol}: missing {HoleText.Of(hole)}");
            }
        }
    }
}

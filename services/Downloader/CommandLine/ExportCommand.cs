using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Trading.Contracts;
using Trading.Downloader.Files;
using Trading.Downloader.Planning;
using Trading.Downloader.Sources;
using Trading.Downloader.Verification;
using Trading.MarketStore;
using Trading.MarketStore.Bars;
using Trading.ServiceDefaults.Json;

namespace Trading.Downloader.CommandLine;

/// <summary><c>export bars|trades|funding --output FILE.csv</c>: stored rows in the archives' own layout.</summary>
internal static class ExportCommand
{
    private const string Aggregates = "aggTrades";
    private const string Singles = "trades";

    public static Command Build()
    {
        var layout = new Option<string>("--layout")
        {
            Description =
                "aggTrades: the aggregates that `download trades` stores; trades: single trades of spot, as the live feed and `import` "
                    + "store them",
            HelpName = $"{Aggregates}|{Singles}",
            DefaultValueFactory = _ => Aggregates,
        };
        var trades = Kind(
            DownloadKind.Trades, "Trades as CSV, in a layout of the published archives", parsed => LayoutOf(parsed.GetValue(layout)!));
        trades.Options.Add(layout);
        trades.AddExamples(
            $"export trades --exchange {ExchangeName.Spot} --start 2024-03-01 --end 2024-03-01 --no-header --output "
                + "BTCUSDT-aggTrades-2024-03-01.csv",
            "export trades --exchange SIMULATOR:BTC/USDT --layout trades --output trades.csv");
        var bars = Kind(DownloadKind.Bars, "Bars as CSV, in the layout of the published archives", _ => FileKind.Bars);
        bars.AddExamples(
            $"export bars --exchange {ExchangeName.Spot} --interval 1h --start 2024-01-01 --end 2024-01-31 --output BTCUSDT-1h-2024-01.csv",
            $"export bars --exchange {ExchangeName.Perpetual} --interval 1h --series mark --output mark.csv");
        var funding = Kind(
            DownloadKind.Funding, "Funding settlements as CSV, in the layout of the published archives", _ => FileKind.Funding);
        funding.AddExamples($"export funding --exchange {ExchangeName.Perpetual} --output funding.csv");
        return new Command("export", "Write stored rows to a file") { bars, trades, funding };
    }

    /// <summary>What can be known to fail before anything is done.</summary>
    public static void Check(DownloadRequest request, string output)
    {
        if (request.Symbols.Length != 1)
        {
            throw new WrongUseException("--output takes the rows of one symbol.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(output))))
        {
            throw new WrongUseException($"--output {output}: there is no such folder.");
        }
    }

    public static Task<long> WriteAsync(
        IServiceProvider services, DownloadRequest request, FileKind kind, string output, bool header, CancellationToken cancellationToken)
    {
        var instrument = new InstrumentId(request.Venue, request.Symbols[0]);
        var range = new TimeRange(request.Start, request.End);
        return kind switch
        {
            FileKind.AggTrades =>
                services.GetRequiredService<TradeFiles>().ExportAggregatesAsync(output, instrument, range, header, cancellationToken),
            FileKind.Trades =>
                services.GetRequiredService<TradeFiles>().ExportSinglesAsync(output, instrument, range, header, cancellationToken),
            FileKind.Funding =>
                services.GetRequiredService<FundingFiles>().ExportAsync(output, instrument, range, header, cancellationToken),
            _ => services.GetRequiredService<BarFiles>().ExportAsync(
                output, instrument, request.Interval!.Value, new BarQuery(request.Start, request.End, Series: request.Series), header,
                cancellationToken),
        };
    }

    private static Command Kind(DownloadKind kind, string text, Func<ParseResult, FileKind> fileKind)
    {
        var output = new Option<string>("--output") { Description = "File to write", Required = true, HelpName = "FILE.csv" };
        var noHeader = new Option<bool>("--no-header") { Description = "Leave the header line out, as published files of spot do" };
        var command = new Command(ChoiceText.Of(kind), text);
        var selection = new SelectionOptions();
        selection.AddTo(command, kind == DownloadKind.Bars ? SelectionParts.Range | SelectionParts.Bars : SelectionParts.Range);
        command.Options.Add(output);
        command.Options.Add(noHeader);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            selection.Settings(parsed),
            selection.Request(parsed, kind, wholeHistory: true),
            fileKind(parsed),
            parsed.GetValue(output)!,
            header: !parsed.GetValue(noHeader),
            selection.Given(parsed),
            cancellationToken));
        return command;
    }

    private static FileKind LayoutOf(string text) => text switch
    {
        Aggregates => FileKind.AggTrades,
        Singles => FileKind.Trades,
        _ => throw new WrongUseException($"--layout '{text}' is not one of {Aggregates}, {Singles}."),
    };

    private static async Task<int> RunAsync(
        CommandSettings settings,
        DownloadRequest request,
        FileKind kind,
        string output,
        bool header,
        (bool Start, bool End) given,
        CancellationToken cancellationToken)
    {
        Check(request, output);
        ImportCommand.CheckSingles(kind, settings.Venue);
        await using var services = await CommandServices.BuildAsync(settings, cancellationToken, mustExist: true);
        var rows = await WriteAsync(services, request, kind, output, header, cancellationToken);
        if (rows == 0)
        {
            await Console.Error.WriteLineAsync($"error: {NothingStored(request, kind, given)}");
            return ExitCode.Failed;
        }

        var missing = await MissingAsync(services, request, kind, given, cancellationToken);
        Console.WriteLine(settings.Json
            ? JsonSerializer.Serialize(new { Event = "exported", File = output, Rows = rows, Missing = missing }, ProductJson.Options)
            : string.Create(CultureInfo.InvariantCulture, $"{output}: {rows:N0} rows"));
        foreach (var hole in missing)
        {
            await Console.Error.WriteLineAsync($"{request.Symbols[0]}: missing {HoleText.Of(hole)}");
        }

        return missing.Count == 0 ? ExitCode.Done : ExitCode.DoneInPart;
    }

    private static string NothingStored(DownloadRequest request, FileKind kind, (bool Start, bool End) given)
    {
        var what = request.Interval is { } interval ? $"{interval.Code} bars" : ChoiceText.Of(kind);
        var from = given.Start ? string.Create(CultureInfo.InvariantCulture, $" from {request.Start:yyyy-MM-dd HH:mm}") : "";
        var to = given.End ? string.Create(CultureInfo.InvariantCulture, $" to {request.End:yyyy-MM-dd HH:mm}") : "";
        return $"no {what} of {request.Symbols[0]} on {request.Venue} are stored{from}{to}; no file is written";
    }

    /// <summary>What is not stored of the range; an end that was not given is where the stored rows end.</summary>
    private static async Task<IReadOnlyList<MissingRange>> MissingAsync(
        IServiceProvider services, DownloadRequest request, FileKind kind, (bool Start, bool End) given,
        CancellationToken cancellationToken)
    {
        if (kind == FileKind.Trades)
        {
            // Single trades have no certificate, and their ids rise by one.
            return await services.GetRequiredService<TradeHoles>().MissingSinglesAsync(
                new InstrumentId(request.Venue, request.Symbols[0]), new TimeRange(request.Start, request.End), cancellationToken);
        }

        var certificate = await services.GetRequiredService<Certifier>().CertifyAsync(request, request.Symbols[0], cancellationToken);
        return
        [
            .. certificate.Missing.Where(hole => hole.Class is not (MissingReason.VenueOutage or MissingReason.NotListed)
                && (given.Start || hole.From >= certificate.First) && (given.End || hole.To <= certificate.Last)),
        ];
    }
}

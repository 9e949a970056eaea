using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Trading.Contracts;
using Trading.Downloader.Files;
using Trading.Exchanges.Venues;
using Trading.ServiceDefaults.Json;

namespace Trading.Downloader.CommandLine;

/// <summary><c>import FILE…</c>: published CSV, zip or gzip files into the store.</summary>
internal static class ImportCommand
{
    public static Command Build()
    {
        var files =
            new Argument<string[]>("FILE")
            {
                Description = "Files as published: CSV, zip or gzip, with or without a header",
                Arity = ArgumentArity.OneOrMore,
            };
        var kind = new Option<string?>("--kind")
        {
            Description =
                "What the files hold: bars, aggTrades, trades (single ones, of spot) or funding; default: as their names tell, such as "
                    + "BTCUSDT-aggTrades-2024-03-01.zip",
            HelpName = ChoiceText.All<FileKind>(),
        };
        var command = new Command(
            "import", "Read published files into the store; kind, symbol and interval come from the file names unless given");
        command.Arguments.Add(files);
        command.Options.Add(kind);
        var selection = new SelectionOptions();
        selection.AddTo(command, SelectionParts.Bars);
        command.AddExamples(
            "import BTCUSDT-1h-2024-01.zip BTCUSDT-aggTrades-2024-03-01.zip",
            $"import rates.csv --exchange {ExchangeName.Perpetual} --kind funding",
            $"import BTCUSDT-1m-2024-01.zip --exchange {ExchangeName.Perpetual} --series mark");
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = selection.Settings(parsed);
            var given = parsed.GetValue(kind) is { } text ? ChoiceText.Parse<FileKind>("--kind", text) : (FileKind?)null;
            return RunAsync(
                settings,
                [.. parsed.GetValue(files)!.Select(file => Target(selection, parsed, settings.Venue, given, file))],
                cancellationToken);
        });
        return command;
    }

    /// <summary>
    /// The single trades of some venues are aggregates, here as in the live feed: ids of both in one table would tell of holes that are
    /// none.
    /// </summary>
    public static void CheckSingles(FileKind kind, VenueDescription venue)
    {
        if (kind == FileKind.Trades && venue.TradesAreAggregates)
        {
            throw new WrongUseException($"Single trades are not kept of {venue.Name}: use aggTrades.");
        }
    }

    private static async Task<int> RunAsync(
        CommandSettings settings, IReadOnlyList<ImportTarget> targets, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.BuildAsync(settings, cancellationToken);
        foreach (var target in targets)
        {
            try
            {
                var instrument = new InstrumentId(settings.Venue.Name, target.Symbol);
                var (rows, stored) = await ImportAsync(services, target, instrument, cancellationToken);
                Console.WriteLine(settings.Json
                    ? JsonSerializer.Serialize(
                        new
                        {
                            Event = "imported",
                            target.File,
                            target.Kind,
                            target.Symbol,
                            target.Interval,
                            Series = target.Interval is null ? (BarSeries?)null : target.Series,
                            Rows = rows,
                            Stored = stored,
                        },
                        ProductJson.Options)
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"{target.File}: {rows:N0} rows of {target.Symbol} {target.Interval?.Code ?? ChoiceText.Of(target.Kind)}, "
                            + $"{stored:N0} new"));
            }
            catch (InvalidDataException exception)
            {
                await Console.Error.WriteLineAsync($"error: {target.File}: {exception.Message} Nothing of it was stored.");
                return ExitCode.Failed;
            }
        }

        return ExitCode.Done;
    }

    private static Task<(long Rows, long Stored)> ImportAsync(
        IServiceProvider services, ImportTarget target, InstrumentId instrument, CancellationToken cancellationToken) => target.Kind switch
        {
            FileKind.AggTrades =>
                services.GetRequiredService<TradeFiles>().ImportAggregatesAsync(target.File, instrument, cancellationToken),
            FileKind.Trades => services.GetRequiredService<TradeFiles>().ImportSinglesAsync(target.File, instrument, cancellationToken),
            FileKind.Funding => services.GetRequiredService<FundingFiles>().ImportAsync(target.File, instrument, cancellationToken),
            _ =>
                services.GetRequiredService<BarFiles>()
                    .ImportAsync(target.File, instrument, target.Interval!.Value, target.Series, cancellationToken),
        };

    private static ImportTarget Target(SelectionOptions selection, ParseResult parsed, VenueDescription venue, FileKind? given, string file)
    {
        if (!File.Exists(file))
        {
            throw new WrongUseException($"{file} does not exist.");
        }

        var name = PublishedName.Of(file);
        var interval = selection.Interval(parsed);
        var kind = given ?? (interval is null ? name?.Kind : FileKind.Bars);
        interval = kind == FileKind.Bars ? interval ?? name?.Interval : null;
        var symbol = selection.Symbol(parsed) ?? name?.Symbol;
        var series = selection.Series(parsed) ?? (kind == FileKind.Bars ? name?.Series : null) ?? BarSeries.Last;
        if (kind is not { } known || symbol is null || (kind == FileKind.Bars && interval is null))
        {
            throw new WrongUseException(
                $"The name {Path.GetFileName(file)} does not tell kind, symbol and interval: give --kind, --symbol and, for bars, "
                    + "--interval.");
        }

        CheckSingles(known, venue);
        var perpetual = $"exist of perpetual contracts only: give --exchange {ExchangeName.Perpetual}.";
        return (known, series) switch
        {
            (not FileKind.Bars, not BarSeries.Last) => throw new WrongUseException("--series: Only bars are made of different prices."),
            (_, not BarSeries.Last) when !venue.IsPerpetual =>
                throw new WrongUseException($"{file}: Bars of {ChoiceText.Of(series)} price {perpetual}"),
            (FileKind.Funding, _) when !venue.IsPerpetual =>
                throw new WrongUseException($"{file}: Settlements of funding {perpetual}"),
            _ => new ImportTarget(file, known, symbol, interval, series),
        };
    }
}

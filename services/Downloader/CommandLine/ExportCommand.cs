using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Trading.Contracts;
using Trading.Downloader.Files;
using Trading.Downloader.Planning;
using Trading.MarketStore;
using Trading.ServiceDefaults.Json;

namespace Trading.Downloader.CommandLine;

/// <summary><c>export bars --output FILE.csv</c>: stored rows in the archives' own layout.</summary>
internal static class ExportCommand
{
    public static Command Build()
    {
        var output = new Option<string>("--output") { Description = "File to write", Required = true };
        var noHeader = new Option<bool>("--no-header") { Description = "Leave the header line out, as older archives do" };
        var bars = new Command("bars", "Write bars as CSV, in the layout of the published archives");
        var selection = new SelectionOptions();
        selection.AddTo(bars, withSource: false);
        bars.Options.Add(output);
        bars.Options.Add(noHeader);
        bars.SetAction((parsed, cancellationToken) => RunAsync(
            selection.Settings(parsed),
            selection.Request(parsed, DownloadKind.Bars, wholeHistory: true),
            parsed.GetValue(output)!,
            header: !parsed.GetValue(noHeader),
            cancellationToken));
        return new Command("export", "Write stored rows to a file") { bars };
    }

    public static async Task<long> WriteAsync(IServiceProvider services, DownloadRequest request, string output, bool header, CancellationToken cancellationToken)
    {
        if (request.Kind != DownloadKind.Bars || request.Symbols.Length != 1)
        {
            throw new WrongUseException("--output takes the bars of one symbol.");
        }

        return await services.GetRequiredService<BarFiles>().ExportAsync(
            output,
            new InstrumentId(request.Venue, request.Symbols[0]),
            request.Interval!.Value,
            new BarQuery(request.Start, request.End, Series: request.Series),
            header,
            cancellationToken);
    }

    private static async Task<int> RunAsync(
        CommandSettings settings, DownloadRequest request, string output, bool header, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.BuildAsync(settings, cancellationToken);
        var rows = await WriteAsync(services, request, output, header, cancellationToken);
        Console.WriteLine(settings.Json
            ? JsonSerializer.Serialize(new { Event = "exported", File = output, Rows = rows }, ProductJson.Options)
            : string.Create(CultureInfo.InvariantCulture, $"{output}: {rows} rows"));
        return ExitCode.Done;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Verification;
using Trading.ServiceDefaults.Json;

namespace Trading.Downloader.CommandLine;

/// <summary><c>verify bars|trades|funding</c>: the completeness certificate of what is stored. Asks no venue.</summary>
internal static class VerifyCommand
{
    public static Command Build()
    {
        var command = new Command(
            "verify", "Certify what is stored: expected, present, missing ranges with their class, sha256 over the rows");
        foreach (var kind in Enum.GetValues<DownloadKind>())
        {
            var selection = new SelectionOptions();
            var verify = new Command(kind.ToString().ToLowerInvariant(), $"Certify {kind.ToString().ToLowerInvariant()}");
            selection.AddTo(verify, kind == DownloadKind.Bars ? SelectionParts.Range | SelectionParts.Bars : SelectionParts.Range);
            var exchange = kind == DownloadKind.Funding ? ExchangeName.Perpetual : ExchangeName.Spot;
            var interval = kind == DownloadKind.Bars ? " --interval 1h" : "";
            verify.AddExamples($"verify {ChoiceText.Of(kind)} --exchange {exchange}{interval} --start 2024-01-01 --end 2024-01-31");
            verify.SetAction(
                (parsed, cancellationToken) => RunAsync(selection.Settings(parsed), selection.Request(parsed, kind), cancellationToken));
            command.Subcommands.Add(verify);
        }

        return command;
    }

    private static async Task<int> RunAsync(CommandSettings settings, DownloadRequest request, CancellationToken cancellationToken)
    {
        await using var services = await CommandServices.BuildAsync(settings, cancellationToken, mustExist: true);
        var complete = true;
        foreach (var symbol in request.Symbols)
        {
            var certificate = await services.GetRequiredService<Certifier>().CertifyAsync(request, symbol, cancellationToken);
            complete &= certificate.Complete;
            Console.WriteLine(settings.Json ? JsonSerializer.Serialize(certificate, ProductJson.Options) : Text(certificate));
        }

        return complete ? ExitCode.Done : ExitCode.DoneInPart;
    }

    private static string What(Certificate certificate) => certificate.Interval is not { } interval
        ? ChoiceText.Of(certificate.Kind)
        : certificate.Series is { } series and not BarSeries.Last ? $"{ChoiceText.Of(series)} {interval.Code}" : interval.Code;

    private static string Text(Certificate certificate)
    {
        var lines = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"{certificate.Symbol} {What(certificate)}: {certificate.Present:N0} of {certificate.Expected:N0} rows, "
                    + $"{(certificate.Complete ? "complete" : "NOT complete")}"),
            $"  range   {certificate.Start:yyyy-MM-dd HH:mm:ss} to {certificate.End:yyyy-MM-dd HH:mm:ss} UTC",
            $"  sha256  {certificate.Sha256}",
        };
        if (certificate.Sources.Count > 0)
        {
            lines.Insert(
                2,
                $"  sources {string.Join(
                    ", ",
                    certificate.Sources.Select(
                        source => string.Create(CultureInfo.InvariantCulture, $"{source.Key} {source.Value:N0}")))}");
        }

        lines.AddRange(certificate.Missing.Select(hole => "  missing " + HoleText.Of(hole)));
        return string.Join(Environment.NewLine, lines);
    }
}

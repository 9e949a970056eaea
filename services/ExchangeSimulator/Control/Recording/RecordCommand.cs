using System.CommandLine;
using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Trading.ExchangeSimulator.Control.Recording;

/// <summary>
/// <c>record --output sample.gz [--symbols] [--minutes] [--seed] [--trades-per-second]</c>: a session file of the generated tape, written
/// at
/// once; needs no other process. Exit codes: 0 written, 1 the file cannot be written, 2 wrong use.
/// </summary>
internal static partial class RecordCommand
{
    private const string Name = "record";

    private static readonly Option<string> Output =
        new("--output") { Description = "File to write, such as sample.gz; one that exists is left alone", Required = true };

    private static readonly Option<string> Symbols = Of("--symbols", "Symbols separated by commas, at most 20", "BTCUSDT,ETHUSDT");
    private static readonly Option<int> Minutes = Of("--minutes", "Length of the session, 1 to 1440", 30);
    private static readonly Option<long> Seed = Of("--seed", "The same seed gives the same bytes", 42L);
    private static readonly Option<double> Rate = Of(
        "--trades-per-second", "Taker orders per second and symbol, above 0 and up to 1000", 20.0);

    /// <summary>False when the arguments are the service's configuration.</summary>
    public static bool IsCommand(string[] args) => args is [Name or "--help" or "-h" or "-?", ..];

    public static async Task<int> RunAsync(string[] args)
    {
        var command = new Command(
            Name, "Write the generated tape as a session file, which --replay plays") { Output, Symbols, Minutes, Seed, Rate };
        command.SetAction(WriteAsync);
        var parsed = new RootCommand("Simulated exchange. Without a command it runs as a service.") { command }.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return await FailAsync(2, parsed.Errors[0].Message);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (FormatException wrong)
        {
            return await FailAsync(2, wrong.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(1, $"{parsed.GetValue(Output)} cannot be written: {fault.Message}");
        }
    }

    private static Option<T> Of<T>(string name, string description, T fallback) =>
        new(name) { Description = description, DefaultValueFactory = _ => fallback };

    private static async Task<int> WriteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var symbols = parsed.GetValue(Symbols)!.ToUpperInvariant()
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        var (path, minutes, rate) = (parsed.GetValue(Output)!, parsed.GetValue(Minutes), parsed.GetValue(Rate));
        Require(
            symbols.Count is > 0 and <= 20 && symbols.TrueForAll(symbol => Symbol().IsMatch(symbol)),
            "--symbols are 1 to 20 names such as BTCUSDT, separated by commas.");
        Require(minutes is > 0 and <= 1440, "--minutes is 1 to 1440.");
        Require(rate is > 0 and <= 1000, "--trades-per-second is above 0 and up to 1000.");
        Require(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase), "--output ends with .gz: a session file is gzipped.");
        Require(!File.Exists(path), $"--output: {path} exists. Name another file, or remove it.");

        // Under another name until it is whole: half a session is none.
        var partial = path + ".part";
        long messages;
        await using (var file = File.Create(partial))
        await using (var zip = new GZipStream(file, CompressionLevel.Optimal))
        await using (var buffer = new BufferedStream(zip, 1 << 16))
        {
            messages = new SessionRecorder(symbols, parsed.GetValue(Seed), rate).Write(buffer, TimeSpan.FromMinutes(minutes));
        }

        File.Move(partial, path);
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}: {messages} messages of {string.Join(',', symbols)} from {SessionRecorder.Start:u}, {minutes} min, "
                + $"{new FileInfo(path).Length} bytes."));
        return 0;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }

    private static async Task<int> FailAsync(int code, string message)
    {
        await Console.Error.WriteLineAsync($"error: {message}");
        return code;
    }

    [GeneratedRegex("^[A-Z0-9]{5,20}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Symbol();
}

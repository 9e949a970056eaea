using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Trading.AppHost.Data;
using Trading.AppHost.Kubernetes;
using Trading.AppHost.Running;
using Trading.AppHost.Servers;
using Trading.Contracts;
using Trading.Exchanges.Venues;

namespace Trading.AppHost;

/// <summary>The arguments of <c>dotnet run --project AppHost --</c>. Wrong use is one line on the error stream and exit code 2.</summary>
internal static partial class CommandLine
{
    public const int WrongUse = 2;

    private static readonly Option<string> Mode = new("--mode")
    {
        Description = "auto, containers, local or embedded",
        DefaultValueFactory = _ => "auto",
    };
    private static readonly Option<string> VenueName = new("--venue")
    {
        Description = $"One or more, separated by commas: {string.Join(", ", VenueNames.All)}",
        DefaultValueFactory = _ => Venues.Simulator,
    };
    private static readonly Option<string?> Symbols = new("--symbols")
    {
        Description = "such as BTCUSDT,ETHUSDT; of a replay: those that the file holds",
    };
    private static readonly Option<FileInfo?> Replay = new("--replay")
    {
        Description = "recorded session to send instead of a generated tape",
    };
    private static readonly Option<string> Speed = new("--speed")
    {
        Description = "factor of the recorded speed, or max",
        DefaultValueFactory = _ => "1",
    };
    private static readonly Option<string?> Duration = new("--duration") { Description = "stop after this long, such as 60s, 5m or 1h" };
    private static readonly Option<bool> NoDashboard = new("--no-dashboard") { Description = "do not start the Aspire dashboard" };
    private static readonly Option<bool> NoBuild = new("--no-build")
    {
        Description = "changes nothing; dotnet's own stands before the --, see below",
    };
    private static readonly Option<DirectoryInfo> Output = new("--output") { Description = "folder to write", Required = true };
    private static readonly Option<string> Registry = new("--registry")
    {
        Description = "prefix of the services' images",
        DefaultValueFactory = _ => "",
    };
    private static readonly Option<string> Tag = new("--tag")
    {
        Description = "tag of the services' images",
        DefaultValueFactory = _ => "latest",
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var kubernetes = new Command("kubernetes", "Write the Kubernetes deployment of the same topology") { Output, Registry, Tag };
        kubernetes.SetAction((parsed, cancellation) => ManifestRun.RunAsync(
            parsed.GetValue(Output)!.FullName, parsed.GetValue(Registry)!, parsed.GetValue(Tag)!, ReadObservers(), cancellation));
        var root = new RootCommand("Trading: one command starts the whole system.")
        {
            Mode, VenueName, Symbols, Replay, Speed, Duration, NoDashboard, NoBuild, kubernetes,
        };
        HelpText.AddTo(root);
        root.SetAction((parsed, cancellation) => SystemRun.RunAsync(Read(parsed), cancellation));
        var result = root.Parse(arguments);
        try
        {
            if (result.Errors.Count > 0 && result.Action is not HelpText)
            {
                throw new WrongUseException(result.Errors[0].Message);
            }

            return await result.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (WrongUseException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return WrongUse;
        }
    }

    /// <summary>Checks what was given and makes the options of a run; throws <see cref="WrongUseException"/>.</summary>
    public static RunOptions Read(ParseResult parsed)
    {
        var venue = ReadVenues(parsed.GetValue(VenueName)!);
        var replay = parsed.GetValue(Replay);
        if (replay is not null && !VenueNames.AreSame(venue, Venues.Simulator))
        {
            throw new WrongUseException($"--replay needs the venue {Venues.Simulator} alone.");
        }

        if (replay is null && parsed.GetResult(Speed) is { Implicit: false })
        {
            _ = ReadSpeed(parsed.GetValue(Speed)!);
            throw new WrongUseException("--speed needs --replay.");
        }

        var recorded = replay is null ? null : ReplaySession.SymbolsOf(replay);
        if (!ModeName().IsMatch(parsed.GetValue(Mode)!))
        {
            throw new WrongUseException($"--mode is auto, containers, local or embedded, not '{parsed.GetValue(Mode)}'.");
        }

        return new RunOptions
        {
            Mode = Enum.Parse<RunMode>(parsed.GetValue(Mode)!, ignoreCase: true),
            Venue = venue,
            Symbols = ReadSymbols(parsed.GetValue(Symbols) ?? recorded ?? RunOptions.DefaultSymbols),
            ReplayFile = replay?.FullName,
            ReplaySpeed = ReadSpeed(parsed.GetValue(Speed)!),
            Duration = parsed.GetValue(Duration) is { } duration ? ReadDuration(duration) : null,
            PortOffset = ReadPortOffset(Environment.GetEnvironmentVariable("TRADING_PORT_OFFSET")),
            Dashboard = !parsed.GetValue(NoDashboard),
            Observers = ReadObservers(),
        };
    }

    private static ObserverSettings ReadObservers() => ObserverSettings.Read(new ConfigurationBuilder().AddEnvironmentVariables().Build());

    private static string ReadVenues(string text)
    {
        var venues = text.Split(',', StringSplitOptions.TrimEntries);
        if (Array.Find(venues, venue => !VenueNames.All.Contains(venue, StringComparer.Ordinal)) is { } unknown)
        {
            throw new WrongUseException($"--venue is one or more of {string.Join(", ", VenueNames.All)}, not '{unknown}'.");
        }

        return venues.Where((venue, i) => venues.Take(i).Any(earlier => VenueNames.AreSame(earlier, venue))).FirstOrDefault() is { } twice
            ? throw new WrongUseException($"--venue names '{twice}' twice.")
            : string.Join(',', venues);
    }

    private static string ReadSymbols(string text)
    {
        var symbols = text.Split(',', StringSplitOptions.TrimEntries)
            .Select(symbol => symbol.ToUpperInvariant()).Distinct(StringComparer.Ordinal).ToArray();
        return Array.Find(symbols, symbol => !SymbolName().IsMatch(symbol)) is { } wrong
            ? throw new WrongUseException($"--symbols holds '{wrong}': a symbol is 5 to 20 letters and digits, such as BTCUSDT.")
            : string.Join(',', symbols);
    }

    private static string ReadSpeed(string text) =>
        text == RunOptions.MaxSpeed || (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor)
            && factor is >= 0.001m and <= 1_000_000)
            ? text
            : throw new WrongUseException($"--speed is a number from 0.001 to 1000000, or max, not '{text}'.");

    private static int ReadPortOffset(string? text) =>
        string.IsNullOrEmpty(text) ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset) && offset <= PreferredPorts.HighestOffset
            ? offset
        : throw new WrongUseException(string.Create(
            CultureInfo.InvariantCulture,
            $"TRADING_PORT_OFFSET is a whole number from 0 to {PreferredPorts.HighestOffset}, not '{text}'."));

    private static TimeSpan ReadDuration(string text)
    {
        var match = DurationText().Match(text);
        var seconds = match.Success
            ? decimal.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) * match.Groups["unit"].Value switch
            {
                "ms" => 0.001m,
                "m" => 60,
                "h" => 3600,
                "d" => 86400,
                _ => 1,
            }
            : 0;
        return seconds is > 0 and <= 366 * 86400
            ? TimeSpan.FromSeconds((double)seconds)
            : throw new WrongUseException($"--duration is a time such as 60s, 5m or 1h, not '{text}'.");
    }

    [GeneratedRegex(
        "^(auto|containers|local|embedded)$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ModeName();

    [GeneratedRegex("^[A-Z0-9]{5,20}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SymbolName();

    [GeneratedRegex(
        @"^(?<number>[0-9]{1,9}(\.[0-9]{1,3})?)(?<unit>ms|s|m|h|d)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DurationText();
}

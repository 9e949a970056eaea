using System.CommandLine;
using System.Globalization;
using Trading.Accounting;
using Trading.Backtesting.Engine;
using Trading.Contracts;
using Trading.Downloader.CommandLine;
using Trading.Downloader.Files;
using Trading.Exchanges.Venues;

namespace Trading.Cli;

/// <summary>The options of <c>backtest</c>, and what they come to.</summary>
internal sealed class BacktestOptions
{
    private const decimal MaxCash = 1_000_000_000_000m;

    private readonly Option<string?> _strategy = new("--strategy")
    {
        Description = "Kind of strategy, or a file with one; default: the only one of the file that is run",
        HelpName = "KIND|FILE.cs|FILE.dll",
    };

    private readonly Option<string[]> _symbols = new("--symbol", "--symbols")
    {
        Description = "Symbols in the venue's spelling, several with commas; default: those that the names of the files say",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _interval = new("--interval")
    {
        Description = $"Bar length: {BarInterval.AllCodes}; default: that of the first file's name, or 1h",
    };

    private readonly Option<string?> _start =
        new("--start") { Description = "First moment, UTC and inclusive: 2024-01-01; default: the first bar" };
    private readonly Option<string?> _end =
        new("--end") { Description = "End, UTC: a date such as 2024-01-31 holds that whole day; default: the last bar" };
    private readonly Option<decimal> _cash = new("--cash") { Description = "Quote currency", DefaultValueFactory = _ => 10_000 };
    private readonly Option<decimal> _fees =
        new("--fees") { Description = "Fee as a fraction of the traded amount", DefaultValueFactory = _ => 0.001m };
    private readonly Option<decimal> _slippage =
        new("--slippage") { Description = "Fraction by which a fill is worse than the market", DefaultValueFactory = _ => 0.0001m };
    private readonly Option<decimal> _leverage =
        new("--leverage") { Description = "Notional over margin, on venues of derivatives", DefaultValueFactory = _ => 1 };
    private readonly Option<string[]> _parameters = new("--parameter")
    {
        Description = "Parameter of the strategy, such as fast=5; `strategies list` shows them",
        HelpName = "NAME=VALUE",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _venue =
        new("--venue") { Description = $"One of {Venues}" };
    private readonly Option<string[]> _data = new("--data")
    {
        Description = "Files of bars (klines) as the venue publishes them, .csv, .zip or .gz, instead of the store",
        HelpName = "FILE.csv",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _database = new("--database")
    {
        Description = "Folder of the store's SQLite files, or a PostgreSQL connection string; default: the store of the services here",
    };

    private readonly Option<bool> _json = new("--json") { Description = "The outcome as JSON: statistics, trades, equity curve, run hash" };

    private static string Venues => string.Join(", ", ShippedVenues.Descriptions.Select(venue => venue.Name));

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _strategy, _symbols, _interval, _start, _end, _cash, _fees, _slippage, _leverage, _parameters, _venue, _data, _database, _json,
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <exception cref="WrongUseException">An option cannot be taken.</exception>
    public BacktestWish Of(ParseResult parsed)
    {
        var files = parsed.GetValue(_data) ?? [];
        var names = files.Select(PublishedName.Of).OfType<PublishedName>().ToList();
        if (names.Find(name => name.Kind != FileKind.Bars) is { } other)
        {
            throw new WrongUseException($"--data takes bars (klines); by its name a file holds {ChoiceText.Of(other.Kind)}.");
        }

        var given = List(parsed.GetValue(_symbols)).Select(symbol => symbol.Replace("/", "", StringComparison.Ordinal).ToUpperInvariant());
        string[] symbols =
        [
            .. (parsed.GetResult(_symbols) is null ? names.Select(name => name.Symbol) : given)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        if (symbols.Length is 0 or > 100 || !symbols.All(Identifier.IsSymbol))
        {
            throw new WrongUseException("--symbol is needed, 1 to 100 in the venue's spelling, such as --symbol BTCUSDT.");
        }

        var code = parsed.GetValue(_interval) ?? names.FirstOrDefault()?.Interval?.Code ?? "1h";
        if (!BarInterval.TryParse(code, out var interval))
        {
            throw new WrongUseException($"--interval '{code}' is not a bar length; use one of {BarInterval.AllCodes}.");
        }

        var (start, end) = (Time("--start", parsed.GetValue(_start), false), Time("--end", parsed.GetValue(_end), true));
        if (end <= start)
        {
            throw new WrongUseException("--end must be after --start.");
        }

        return new BacktestWish(
            parsed.GetValue(_strategy), Parameters(parsed), VenueOf(parsed.GetValue(_venue)), symbols, interval, start, end,
            In("--cash", parsed.GetValue(_cash), 0.00000001m, MaxCash),
            new FillCosts(
                new FeeSchedule(In("--fees", parsed.GetValue(_fees), 0, 0.1m), parsed.GetValue(_fees)),
                In("--slippage", parsed.GetValue(_slippage), 0, 0.1m)),
            In("--leverage", parsed.GetValue(_leverage), 1, 125), files, parsed.GetValue(_database), parsed.GetValue(_json));
    }

    private static DateTime? Time(string option, string? text, bool endOfDay) =>
        text is null ? null : TimeText.Parse(option, text, endOfDay);

    private static decimal In(string option, decimal value, decimal min, decimal max) => value >= min && value <= max
        ? value
        : throw new WrongUseException(FormattableString.Invariant($"{option} {value} must be from {min} to {max}."));

    private static IEnumerable<string> List(string[]? texts) => (texts ?? []).SelectMany(
        text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private static VenueDescription VenueOf(string? name) =>
        name is null ? ExchangeName.Parse(ExchangeName.Default).Venue
        : ShippedVenues.Descriptions.FirstOrDefault(venue => venue.IsCalled(name.ToLowerInvariant()))
            ?? throw new WrongUseException($"--venue '{name}' is not a venue; use one of {Venues}.");

    private Dictionary<string, decimal> Parameters(ParseResult parsed)
    {
        var values = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var text in List(parsed.GetValue(_parameters)))
        {
            var parts = text.Split('=');
            values[parts[0]] = parts.Length == 2
                && decimal.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : throw new WrongUseException($"--parameter '{text}' is not of the form fast=5.");
        }

        return values;
    }
}

using System.CommandLine;
using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Exchanges.Venues;

namespace Trading.Downloader.CommandLine;

/// <summary>The options that say which facts a command is about, and where they are.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<string> _exchange = new("--exchange")
    {
        Description = $"Exchange and instrument: {ExchangeName.Choices}",
        DefaultValueFactory = _ => ExchangeName.Default,
    };

    private readonly Option<string[]> _symbols = new("--symbol", "--symbols")
    {
        Description = "Symbols in the exchange's spelling, such as BTCUSDT, several with commas; default: the one in --exchange",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _interval = new("--interval")
    {
        Description = $"Bar length: {BarInterval.AllCodes} (1m is a minute, 1M a month; 1s on spot only)",
    };

    private readonly Option<string?> _start =
        new("--start") { Description = "First moment, UTC and inclusive: 2024-01-01 or 2024-01-01T08:30:00Z" };
    private readonly Option<string?> _end =
        new("--end")
        {
            Description = "End, UTC: a date such as 2024-01-31 holds that whole day, a time such as 2024-01-31T08:30:00Z is exclusive",
        };

    private readonly Option<string> _series = new("--series")
    {
        Description = "Price that the bars are made of: last (trades), and on USD-M futures mark, index or premium",
        HelpName = ChoiceText.All<BarSeries>(),
        DefaultValueFactory = _ => ChoiceText.Of(BarSeries.Last),
    };

    private readonly Option<string> _source = new("--source")
    {
        Description = "auto: published archives for whole months and days, REST for the rest; rest or archive: that alone",
        HelpName = ChoiceText.All<DownloadSource>(),
        DefaultValueFactory = _ => ChoiceText.Of(DownloadSource.Auto),
    };

    private readonly Option<bool> _recheck = new("--recheck")
    {
        Description =
            "Look whether archives that were read for this time have been replaced since (by their checksums, without weight), and take "
                + "over what they hold now",
    };

    private readonly Option<string?> _url = new("--url")
    {
        Description = "Base URL of the REST API; default: the exchange's own. What it answers is stored as the exchange's: "
            + "ask a simulator with --exchange SIMULATOR",
    };

    private readonly Option<string?> _archiveUrl = new("--archive-url")
    {
        Description = "Base URL of the published archives; default: the exchange's own, or the one of --url when that is another",
    };

    private readonly Option<string?> _database = new("--database")
    {
        Description = "Where rows are stored: a folder (SQLite) or a PostgreSQL connection string; "
            + "default: as Database__* in the environment says, else sqlite in TRADING_DATA, else .data/sqlite",
    };

    private readonly Option<bool> _json =
        new("--json") { Description = "One JSON object a line instead of text for people (the default when the output is no terminal)" };
    private readonly Option<bool> _verbose =
        new("--verbose") { Description = "Log every request, with its id and attempts, to standard error" };

    /// <summary>
    /// One line of scripts serves all commands: what says nothing to a command is taken all the same, and is not in its help.
    /// </summary>
    public void AddTo(Command command, SelectionParts parts)
    {
        _interval.Hidden = _series.Hidden = !parts.HasFlag(SelectionParts.Bars);
        _url.Hidden = _archiveUrl.Hidden = !parts.HasFlag(SelectionParts.Venue);
        Option[] options =
        [
            _exchange,
            _symbols,
            _interval,
            _series,
            .. parts.HasFlag(SelectionParts.Range) ? (Option[])[_start, _end] : [],
            .. parts.HasFlag(SelectionParts.Venue) ? (Option[])[_source, _recheck] : [],
            _url,
            _archiveUrl,
            _database,
            _json,
            _verbose,
        ];
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    public CommandSettings Settings(ParseResult parsed)
    {
        var exchange = ExchangeName.Parse(parsed.GetValue(_exchange)!);
        return new CommandSettings(
            exchange.Venue, Absolute("--url", parsed.GetValue(_url)), Absolute("--archive-url", parsed.GetValue(_archiveUrl)),
            parsed.GetValue(_database),
            parsed.GetValue(_json) || Console.IsOutputRedirected, parsed.GetValue(_verbose));
    }

    /// <summary>The one symbol that is named, or null.</summary>
    public string? Symbol(ParseResult parsed) =>
        (parsed.GetValue(_symbols) ?? []) is [var symbol, ..]
            ? symbol.ToUpperInvariant()
            : ExchangeName.Parse(parsed.GetValue(_exchange)!).Symbol;

    public BarInterval? Interval(ParseResult parsed) => parsed.GetValue(_interval) is { } code ? IntervalOf(code) : null;

    /// <summary>Null when the command line does not say.</summary>
    public BarSeries? Series(ParseResult parsed) =>
        parsed.GetResult(_series) is { Implicit: false } && parsed.GetValue(_series) is { } text
            ? ChoiceText.Parse<BarSeries>("--series", text)
            : null;

    /// <summary>The times given; null where the command line gives none.</summary>
    public (bool Start, bool End) Given(ParseResult parsed) => (parsed.GetValue(_start) is not null, parsed.GetValue(_end) is not null);

    /// <param name="wholeHistory">Without times: everything that is stored, instead of a wrong use.</param>
    public DownloadRequest Request(ParseResult parsed, DownloadKind kind, bool wholeHistory = false)
    {
        var exchange = ExchangeName.Parse(parsed.GetValue(_exchange)!);
        var symbols = (parsed.GetValue(_symbols) ?? [])
            .SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(symbol => symbol.Replace("/", "", StringComparison.Ordinal).ToUpperInvariant()).ToArray();
        var request = new DownloadRequest
        {
            Venue = exchange.Venue.Name,
            Kind = kind,
            Symbols = symbols.Length > 0
                ? symbols
                : exchange.Symbol is { } symbol ? [symbol]
                : throw new WrongUseException("--symbol is needed, such as --symbol BTCUSDT."),
            Interval = parsed.GetValue(_interval) is { } interval ? IntervalOf(interval) : null,
            Series = Series(parsed) ?? BarSeries.Last,
            Start = Time("--start", parsed.GetValue(_start), wholeHistory ? DateTime.UnixEpoch : null, endOfDay: false),
            End = Time("--end", parsed.GetValue(_end), wholeHistory ? DownloadRequest.Latest : null, endOfDay: true),
            Recheck = parsed.GetValue(_recheck),
            Source = parsed.GetValue(_source) is { } source ? ChoiceText.Parse<DownloadSource>("--source", source) : DownloadSource.Auto,
        };
        return request.Problem(ShippedVenues.Descriptions) switch
        {
            null => request,
            ("kind", var problem) => throw new WrongUseException($"{problem} Give --exchange {ExchangeName.Perpetual}."),
            var (property, problem) => throw new WrongUseException($"--{property}: {problem}"),
        };
    }

    private static DateTime Time(string option, string? text, DateTime? missing, bool endOfDay) =>
        text is null
            ? missing ?? throw new WrongUseException($"{option} is needed, such as {option} 2024-01-31.")
            : TimeText.Parse(option, text, endOfDay);

    private static BarInterval IntervalOf(string code) => BarInterval.TryParse(code, out var interval)
        ? interval
        : throw new WrongUseException($"--interval '{code}' is not a bar length; use one of {BarInterval.AllCodes}.");

    private static Uri? Absolute(string option, string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") ? url
        : throw new WrongUseException($"{option} '{text}' is not a URL such as http://127.0.0.1:8090.");
}

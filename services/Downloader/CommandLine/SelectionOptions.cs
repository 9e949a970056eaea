using System.CommandLine;
using Trading.Contracts;
using Trading.Downloader.Planning;

namespace Trading.Downloader.CommandLine;

/// <summary>The options that say which facts a command is about, and where they are.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<string> _exchange = new("--exchange")
    {
        Description = "BINANCE:BTC/USDT (spot), BINANCE:BTC/USDT:USDT (USD-M futures) or SIMULATOR:BTC/USDT",
        DefaultValueFactory = _ => "BINANCE",
    };

    private readonly Option<string[]> _symbols = new("--symbol", "--symbols")
    {
        Description = "Symbols in the venue's spelling, such as BTCUSDT; default: the one in --exchange",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _interval = new("--interval") { Description = "Bar length, 1s to 1M; 1m is a minute, 1M a month (bars)" };
    private readonly Option<string?> _start = new("--start") { Description = "First moment, UTC: 2024-01-01 or 2024-01-01T08:30:00Z" };
    private readonly Option<string?> _end = new("--end") { Description = "End, UTC: a date holds that whole day, a time is exclusive" };

    private readonly Option<BarSeries> _series = new("--series")
    {
        Description = "Price that bars are made of: last, or on USD-M mark, index, premium",
        DefaultValueFactory = _ => BarSeries.Last,
    };

    private readonly Option<DownloadSource> _source = new("--source")
    {
        Description = "auto (archives for the bulk, REST for the rest), rest or archive",
        DefaultValueFactory = _ => DownloadSource.Auto,
    };

    private readonly Option<string?> _url = new("--url") { Description = "Base URL of the venue's REST API; default: the exchange's own" };
    private readonly Option<string?> _archiveUrl = new("--archive-url") { Description = "Base URL of the published archives; default: the exchange's own" };

    private readonly Option<string?> _database = new("--database")
    {
        Description = "Where rows are stored: a folder (SQLite) or a PostgreSQL connection string; default: Database__* or .data/sqlite",
    };

    private readonly Option<bool> _json = new("--json") { Description = "JSON lines instead of a progress bar (the default when output is no terminal)" };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log every request, with its id and attempts, to standard error" };

    public void AddTo(Command command, bool withSource)
    {
        foreach (var option in new Option[] { _exchange, _symbols, _interval, _start, _end, _series, _url, _archiveUrl, _database, _json, _verbose })
        {
            command.Options.Add(option);
        }

        if (withSource)
        {
            command.Options.Add(_source);
        }
    }

    public CommandSettings Settings(ParseResult parsed)
    {
        var exchange = ExchangeName.Parse(parsed.GetValue(_exchange)!);
        return new CommandSettings(
            exchange.Venue, Absolute("--url", parsed.GetValue(_url)), Absolute("--archive-url", parsed.GetValue(_archiveUrl)), parsed.GetValue(_database),
            parsed.GetValue(_json) || Console.IsOutputRedirected, parsed.GetValue(_verbose));
    }

    /// <summary>The one symbol that is named, or null.</summary>
    public string? Symbol(ParseResult parsed) =>
        (parsed.GetValue(_symbols) ?? []) is [var symbol, ..] ? symbol.ToUpperInvariant() : ExchangeName.Parse(parsed.GetValue(_exchange)!).Symbol;

    public BarInterval? Interval(ParseResult parsed) => parsed.GetValue(_interval) is { } code ? IntervalOf(code) : null;

    public BarSeries Series(ParseResult parsed) => parsed.GetValue(_series);

    /// <param name="wholeHistory">Without times: everything that is stored, instead of a wrong use.</param>
    public DownloadRequest Request(ParseResult parsed, DownloadKind kind, bool wholeHistory = false)
    {
        var exchange = ExchangeName.Parse(parsed.GetValue(_exchange)!);
        var symbols = (parsed.GetValue(_symbols) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(symbol => symbol.Replace("/", "", StringComparison.Ordinal).ToUpperInvariant()).ToArray();
        var request = new DownloadRequest
        {
            Venue = exchange.Venue,
            Kind = kind,
            Symbols = symbols.Length > 0 ? symbols : exchange.Symbol is { } symbol ? [symbol] : throw new WrongUseException("--symbol is needed, such as --symbol BTCUSDT."),
            Interval = parsed.GetValue(_interval) is { } interval ? IntervalOf(interval) : null,
            Series = parsed.GetValue(_series),
            Start = Time("--start", parsed.GetValue(_start), wholeHistory ? DateTime.UnixEpoch : null, endOfDay: false),
            End = Time("--end", parsed.GetValue(_end), wholeHistory ? new DateTime(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc) : null, endOfDay: true),
            Source = parsed.GetValue(_source),
        };
        return request.Problem() is var (property, problem) ? throw new WrongUseException($"--{property}: {problem}") : request;
    }

    private static DateTime Time(string option, string? text, DateTime? missing, bool endOfDay) =>
        text is null ? missing ?? throw new WrongUseException($"{option} is needed, such as {option} 2024-01-31.") : TimeText.Parse(option, text, endOfDay);

    private static BarInterval IntervalOf(string code) => BarInterval.TryParse(code, out var interval)
        ? interval
        : throw new WrongUseException($"--interval '{code}' is not a bar length; use one of {string.Join(", ", BarInterval.All.Select(i => i.Code))}.");

    private static Uri? Absolute(string option, string? text) =>
        text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") ? url
        : throw new WrongUseException($"{option} '{text}' is not a URL such as http://127.0.0.1:8090.");
}

using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.Exchanges.Venues;
using Trading.MarketData.Windows;
using Trading.MarketStore;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Json;

namespace Trading.MarketData.Recovery;

/// <summary>
/// <c>rebuild --symbol BTCUSDT [--verify] [--from] [--to] [--interval]</c>: own bars against the stored trades; needs no other process.
/// Exit codes: 0 all equal, or all written again; 1 failed, or no trades, or dropped ones; 2 wrong use; 3 bars differ, or could not all be
/// rebuilt.
/// </summary>
internal static class RebuildCommand
{
    private const string Name = "rebuild";

    private static readonly Option<string> Symbol =
        new("--symbol") { Description = "Symbol in the venue's spelling, such as BTCUSDT", Required = true };
    private static readonly string[] VenueNames = [.. ShippedVenues.Descriptions.Select(venue => venue.Name)];
    private static readonly Option<string?> Venue = new("--venue")
    {
        Description = $"One of {string.Join(", ", VenueNames)}; default: the venue of Venue__Name, else {Venues.Simulator}",
    };

    private static readonly Option<string?> From =
        new("--from") { Description = "First moment, UTC: 2024-01-01 or 2024-01-01T08:30:00Z; default: the first stored trade" };
    private static readonly Option<string?> To =
        new("--to") { Description = "End, UTC: a date holds that whole day, a time is exclusive; default: the last stored trade" };
    private static readonly Option<string[]> Interval = new("--interval")
    {
        Description = "Intervals or windows, such as 1m or tick:1000; default: those that are configured",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> Verify = new("--verify") { Description = "Compare only, write nothing" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object a line" };
    private static readonly Option<string?> Database = new("--database")
    {
        Description =
            "A folder (SQLite) or a PostgreSQL connection string; default: as Database__* says, else sqlite in TRADING_DATA, else "
                + ".data/sqlite",
    };


    /// <summary>False when the arguments are the service's configuration.</summary>
    public static bool IsCommand(string[] args) => args is [Name or "--help" or "-h" or "-?", ..];

    public static async Task<int> RunAsync(string[] args)
    {
        var command = new Command(
            Name,
            "Aggregate stored trades again, and compare with the stored bars or correct them") { Symbol, Venue, From, To, Interval, Verify,
            Json, Database };
        command.SetAction(RunAsync);
        var parsed = new RootCommand("Market data. Without a command it runs as a service.") { command }.Parse(args);
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
        catch (Exception fault) when (
            fault is DbException or IOException or UnauthorizedAccessException or StartupFailure or System.Net.Sockets.SocketException)
        {
            return await FailAsync(1, $"the database failed: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(Overrides(parsed.GetValue(Database)))
            .Build();
        var options = configuration.GetSection(MarketDataOptions.Section).Get<MarketDataOptions>() ?? new MarketDataOptions();
        var (intervals, windows) = Intervals(
            parsed.GetValue(Interval) is { Length: > 0 } named
                ? named
                : [.. options.IntervalList().Select(interval => interval.Code), .. options.WindowList().Select(window => window.Code)]);
        var venue = parsed.GetValue(Venue) ?? OnlyVenue(configuration);
        var instrument = new InstrumentId(
            VenueNames.Contains(venue, StringComparer.Ordinal)
                ? venue
                : throw new FormatException($"--venue '{venue}' is none of {string.Join(", ", VenueNames)}."),
            parsed.GetValue(Symbol)!.ToUpperInvariant());
        var (from, to) = (Time("--from", parsed.GetValue(From), endOfDay: false), Time("--to", parsed.GetValue(To), endOfDay: true));
        if (from >= to)
        {
            throw new FormatException("--from is before --to.");
        }

        await using var databases = new DatabaseFactory(
            configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions());
        var database = databases.For(MarketSchema.Name);
        await SchemaRunner.MigrateAsync(database, MarketSchema.Definition, cancellationToken);
        await using var store = new MarketStores(database);
        if (await store.Trades.TradeExtentAsync(instrument, cancellationToken) is not { } extent)
        {
            return await FailAsync(1, $"no trades of {instrument.Symbol} ({instrument.Venue}) are stored");
        }

        if (await store.Trades.TradesDroppedBeforeAsync(cancellationToken) is { } dropped && from < dropped)
        {
            return await FailAsync(1, string.Create(
                CultureInfo.InvariantCulture,
                $"trades before {dropped:yyyy-MM-dd} have been dropped; --from {dropped:yyyy-MM-dd} or later"));
        }

        // Beyond the last trade nothing says that a bar has ended.
        var range = new TimeRange(from ?? extent.FirstTime.Date, to < extent.LastTime ? to.Value : extent.LastTime);
        var request = new RebuildRequest(instrument, range, intervals, windows, parsed.GetValue(Verify));
        return await ReportAsync(
            new BarRebuilder(store.Trades, store.Bars, new WindowReviser(options, store.Trades, store.Bars)),
            request,
            parsed.GetValue(Json),
            cancellationToken);
    }

    private static async Task<int> ReportAsync(
        BarRebuilder rebuilder, RebuildRequest request, bool json, CancellationToken cancellationToken)
    {
        var (differ, left) = (0L, 0L);
        await foreach (var difference in rebuilder.RunAsync(request, cancellationToken))
        {
            differ++;
            left += difference.Rebuilt is null ? 1 : 0;
            Console.WriteLine(json
                ? JsonSerializer.Serialize(difference, ProductJson.Options)
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{difference.Interval} {difference.OpenTime:yyyy-MM-ddTHH:mm:ss.FFFFFFFZ} {string.Join(", ", difference.Fields)}"));
        }

        var written = request.Verify ? 0 : differ - left;
        Console.WriteLine(json
            ? JsonSerializer.Serialize(
                new
                {
                    request.Instrument.Symbol,
                    request.Range.From,
                    request.Range.To,
                    rebuilder.Compared,
                    Differ = differ,
                    Written = written,
                },
                ProductJson.Options)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{request.Instrument.Symbol}: {rebuilder.Compared} bars compared, {differ} differ, {written} written again"));
        return (request.Verify ? differ : left) == 0 ? 0 : 3;
    }

    private static (List<BarInterval> Intervals, List<WindowSpec> Windows) Intervals(IEnumerable<string> codes)
    {
        var (intervals, windows) = (new List<BarInterval>(), new List<WindowSpec>());
        foreach (var code in codes.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (BarInterval.TryParse(code, out var interval))
            {
                intervals.Add(interval);
            }
            else
            {
                windows.Add(
                    WindowSpec.TryParse(code, out var window, out var problem)
                        ? window
                        : throw new FormatException($"--interval {problem}"));
            }
        }

        return (intervals, windows);
    }

    private static DateTime? Time(string option, string? text, bool endOfDay)
    {
        if (text is null)
        {
            return null;
        }

        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return DateTime.SpecifyKind(endOfDay ? date.AddDays(1) : date, DateTimeKind.Utc);
        }

        return DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new FormatException($"{option} '{text}' is not a time; write 2024-01-31 or 2024-01-31T08:30:00Z.");
    }

    private static string OnlyVenue(IConfiguration configuration) =>
        VenueOptions.NamesOf(configuration[$"{VenueOptions.Section}:{nameof(VenueOptions.Name)}"]) is var names && names is [var only]
            ? only
            : throw new FormatException($"--venue is needed: Venue__Name has {string.Join(", ", names)}.");

    private static IEnumerable<KeyValuePair<string, string?>> Overrides(string? database)
    {
        if (database is not null)
        {
            var postgres = database.Contains('=', StringComparison.Ordinal);
            yield return new("Database:Provider", postgres ? nameof(DatabaseProvider.Postgres) : nameof(DatabaseProvider.Sqlite));
            yield return new(postgres ? "Database:ConnectionString" : "Database:Directory", database);
        }
    }

    private static async Task<int> FailAsync(int code, string message)
    {
        await Console.Error.WriteLineAsync($"error: {message}");
        return code;
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Contracts;
using Trading.MarketStore.History;

namespace Trading.MarketData.Api;

/// <summary>What the market endpoints have in common: lists in a query, symbols, refusals as problem details.</summary>
internal static class MarketQuery
{
    public const int MaxLimit = 10_000;

    private const int LongestNames = 20;

    public static IReadOnlyList<string> List(string? commaSeparated) =>
        commaSeparated?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Numbers of the named symbols; all of them when none is named.</summary>
    public static IEnumerable<int> Symbols(MarketUniverse universe, string? names)
    {
        var wanted = List(names);
        return wanted.Count == 0
            ? Enumerable.Range(0, universe.Symbols.Count)
            : wanted.Select(name => universe.Symbols.Find(name.ToUpperInvariant())).Where(symbol => symbol >= 0).Distinct();
    }

    public static string? UnknownSymbol(MarketUniverse universe, string? names) =>
        List(names).FirstOrDefault(name => universe.Symbols.Find(name.ToUpperInvariant()) < 0);

    public static ProblemHttpResult NotRecorded(MarketUniverse universe, string symbol)
    {
        var names = universe.Symbols.Names;
        var more = names.Count > LongestNames ? $" and {names.Count - LongestNames} more, by GET /market/symbols" : string.Empty;
        return Missing(
            "unknownSymbol", $"{symbol} is not recorded here. Recorded are {string.Join(", ", names.Take(LongestNames))}{more}.");
    }

    /// <summary>
    /// The refusal of a symbol of which nothing is stored and nothing is recorded; null when there may be some at another time.
    /// </summary>
    public static async Task<ProblemHttpResult?> NothingOfAsync(
        MarketUniverse universe, InstrumentId instrument, IHistoryStore history, CancellationToken cancellationToken) =>
        universe.Symbols.Find(instrument.Symbol) < 0 && (await history.CoverageAsync(instrument, cancellationToken)).Count == 0
            ? NotRecorded(universe, instrument.Symbol)
            : null;

    public static ProblemHttpResult Bad(string code, string detail) => Problem(StatusCodes.Status400BadRequest, code, detail);

    public static ProblemHttpResult Missing(string code, string detail) => Problem(StatusCodes.Status404NotFound, code, detail);

    /// <summary>Null when the limit is usable.</summary>
    public static ProblemHttpResult? BadLimit(int? limit) =>
        limit is null or (>= 1 and <= MaxLimit) ? null : Bad("invalidLimit", $"limit is 1 to {MaxLimit}.");

    /// <summary>Null when the range is usable.</summary>
    public static ProblemHttpResult? BadRange(DateTimeOffset? from, DateTimeOffset? to) =>
        to <= from ? Bad("invalidRange", $"to ({to:u}) must be after from ({from:u}).") : null;

    private static ProblemHttpResult Problem(int status, string code, string detail) =>
        TypedResults.Problem(
            detail, statusCode: status, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
}

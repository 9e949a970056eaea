using Microsoft.AspNetCore.Http.HttpResults;
using Trading.ServiceDefaults.Problems;

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

    /// <summary>The refusal of the first named symbol that no venue records; null when there is none.</summary>
    public static ProblemHttpResult? UnknownSymbol(IReadOnlyList<MarketUniverse> universes, string? names) =>
        List(names).FirstOrDefault(name => universes.All(universe => universe.Symbols.Find(name.ToUpperInvariant()) < 0)) is { } unknown
            ? NotRecorded(unknown, universes)
            : null;

    public static ProblemHttpResult NotRecorded(string symbol, params IReadOnlyList<MarketUniverse> universes)
    {
        var names = universes.SelectMany(universe => universe.Symbols.Names).Distinct(StringComparer.Ordinal).ToList();
        var more = names.Count > LongestNames ? $" and {names.Count - LongestNames} more, by GET /market/symbols" : string.Empty;
        return Problem.NotFound(
            "unknownSymbol", $"{symbol} is not recorded here. Recorded are {string.Join(", ", names.Take(LongestNames))}{more}.");
    }

    /// <summary>Null when the limit is usable.</summary>
    public static ProblemHttpResult? BadLimit(int? limit) =>
        limit is null or (>= 1 and <= MaxLimit) ? null : Problem.BadRequest("invalidLimit", $"limit is 1 to {MaxLimit}.");

    /// <summary>Null when the range is usable.</summary>
    public static ProblemHttpResult? BadRange(DateTimeOffset? from, DateTimeOffset? to) =>
        to <= from ? Problem.BadRequest("invalidRange", $"to ({to:u}) must be after from ({from:u}).") : null;
}

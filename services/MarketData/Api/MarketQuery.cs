using Microsoft.AspNetCore.Http.HttpResults;

namespace Trading.MarketData.Api;

/// <summary>What the market endpoints have in common: lists in a query, symbols, refusals as problem details.</summary>
internal static class MarketQuery
{
    public const int MaxLimit = 10_000;

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

    public static ProblemHttpResult Bad(string code, string detail) => Problem(StatusCodes.Status400BadRequest, code, detail);

    public static ProblemHttpResult Missing(string code, string detail) => Problem(StatusCodes.Status404NotFound, code, detail);

    /// <summary>Null when the limit is usable.</summary>
    public static ProblemHttpResult? BadLimit(int? limit) =>
        limit is null or (>= 1 and <= MaxLimit) ? null : Bad("invalidLimit", $"limit is 1 to {MaxLimit}.");

    private static ProblemHttpResult Problem(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
}

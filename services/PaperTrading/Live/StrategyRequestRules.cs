using Trading.Contracts;
using Trading.Exchanges;
using Trading.PaperTrading.Domain;
using Trading.Strategies;

namespace Trading.PaperTrading.Live;

/// <summary>What a request for a strategy must be.</summary>
internal static class StrategyRequestRules
{
    /// <summary>Why the request is refused; null, with its plan and interval, when it is not.</summary>
    public static Refusal? Problem(
        StrategyRequest request, VenueOptions venue, StrategyCatalogue catalogue, out StrategyPlan? plan, out BarInterval interval)
    {
        plan = null;
        if (!BarInterval.TryParse(request.Interval, out interval))
        {
            return Refusal.Invalid("interval", BarInterval.Problem(request.Interval));
        }

        if (!Identifier.IsName(request.Name))
        {
            return Refusal.Invalid("name", $"A name has {Identifier.NameRule}.");
        }

        if (SymbolsOf(request.Symbols) is not { Length: > 0 and <= 100 } symbols || !symbols.All(Identifier.IsSymbol))
        {
            return Refusal.Invalid("symbols", "Name 1 to 100 symbols in the venue's spelling, such as BTCUSDT.");
        }

        // Bars and trades come of what is recorded alone: on any other symbol a strategy would wait for ever.
        if (symbols.Except(venue.SymbolList(), StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
        {
            return Refusal.Invalid(
                "symbols",
                $"'{string.Join("', '", unknown)}' {(unknown.Count == 1 ? "is" : "are")} not recorded here; "
                + $"recorded are: {NameList.Of(venue.SymbolList())}.");
        }

        if (request.Cash is <= 0 or > 1_000_000_000_000m)
        {
            return Refusal.Invalid("cash", FormattableString.Invariant($"cash {request.Cash} must be above 0 and at most 10^12."));
        }

        if (request.Protections?.Problem() is { } wrong)
        {
            return Refusal.Invalid("protections", wrong);
        }

        return catalogue.TryPlan(request.Kind, request.Parameters, out plan, out var error)
            ? null
            : Refusal.Invalid("parameters", error);
    }

    /// <summary>Symbols in the venue's spelling, each once.</summary>
    public static string[] SymbolsOf(IReadOnlyList<string> symbols) =>
        [.. symbols.Select(symbol => symbol.Trim().ToUpperInvariant()).Distinct(StringComparer.Ordinal)];
}

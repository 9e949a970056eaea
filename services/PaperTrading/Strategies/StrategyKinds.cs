using System.Diagnostics.CodeAnalysis;

namespace Trading.PaperTrading.Strategies;

/// <summary>The kinds of strategies and their parameters. A new kind is a class and a line here.</summary>
internal static class StrategyKinds
{
    public const string MovingAverageCross = "ma-cross";
    public const string BuyAndHold = "buy-and-hold";

    /// <summary>Longest average, so that a warm-up stays a small read.</summary>
    public const int MaxPeriod = 10_000;

    public static IReadOnlyList<string> All { get; } = [MovingAverageCross, BuyAndHold];

    /// <summary>Fills in defaults and checks; an unknown kind or parameter is an error, so that a typing slip is not a default.</summary>
    public static bool TryPlan(
        string kind,
        IReadOnlyDictionary<string, decimal>? parameters,
        [NotNullWhen(true)] out StrategyPlan? plan,
        [NotNullWhen(false)] out string? error)
    {
        plan = null;
        var values = kind switch
        {
            MovingAverageCross =>
                new Dictionary<string, decimal>(StringComparer.Ordinal) { ["fast"] = 10, ["slow"] = 30, ["cashFraction"] = 0.1m },
            BuyAndHold => new Dictionary<string, decimal>(StringComparer.Ordinal) { ["cashFraction"] = 1 },
            _ => null,
        };
        if (values is null)
        {
            error = $"'{kind}' is not a strategy kind; use one of {string.Join(", ", All)}.";
            return false;
        }

        foreach (var (name, value) in parameters ?? new Dictionary<string, decimal>(StringComparer.Ordinal))
        {
            if (!values.ContainsKey(name))
            {
                error = $"{kind} has no parameter '{name}'; it has {string.Join(", ", values.Keys)}.";
                return false;
            }

            values[name] = value;
        }

        error = Check(values);
        if (error is not null)
        {
            return false;
        }

        var create = Factory(kind, values);
        try
        {
            create();
        }
        catch (ArgumentException exception)
        {
            // What a kind refuses itself is refused when the strategy is made, not at its first bar.
            error = $"{kind}: {exception.Message}";
            return false;
        }

        plan = new StrategyPlan(kind, values, values["cashFraction"], create);
        return true;
    }

    private static string? Check(Dictionary<string, decimal> values)
    {
        if (values["cashFraction"] is <= 0 or > 1)
        {
            return "cashFraction must be above 0 and at most 1.";
        }

        if (!values.TryGetValue("fast", out var fast))
        {
            return null;
        }

        var slow = values["slow"];
        return fast < 1 || slow <= fast || slow > MaxPeriod || !decimal.IsInteger(fast) || !decimal.IsInteger(slow)
            ? $"fast and slow must be whole numbers with 1 <= fast < slow <= {MaxPeriod}."
            : null;
    }

    private static Func<IStrategy> Factory(string kind, Dictionary<string, decimal> values)
    {
        if (kind == BuyAndHold)
        {
            return static () => new BuyAndHold();
        }

        var (fast, slow) = ((int)values["fast"], (int)values["slow"]);
        return () => new MovingAverageCross(fast, slow);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Trading.Strategies;

/// <summary>
/// The kinds of strategies that can be run. A class that derives from <see cref="Strategy"/> is one: nothing else registers it.
/// </summary>
public sealed class StrategyCatalogue
{
    private readonly ConcurrentDictionary<string, StrategyKind> _kinds = new(StringComparer.Ordinal);

    /// <summary>Holds what is shipped.</summary>
    public StrategyCatalogue() => Add(typeof(StrategyCatalogue).Assembly);

    public IReadOnlyList<StrategyKind> Kinds => [.. _kinds.Values.OrderBy(kind => kind.Name, StringComparer.Ordinal)];

    /// <summary>Adds every strategy class of an assembly.</summary>
    /// <returns>The kinds that were added.</returns>
    /// <exception cref="ArgumentException">A name is taken, or a class cannot be made.</exception>
    public IReadOnlyList<StrategyKind> Add(Assembly assembly)
    {
        var kinds = assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Strategy)) && !type.IsAbstract)
            .Select(type => new StrategyKind(type)).ToList();
        if (kinds.Find(kind => _kinds.ContainsKey(kind.Name)) is { } taken)
        {
            throw new ArgumentException($"There is a strategy '{taken.Name}' already.");
        }

        kinds.ForEach(kind => _kinds[kind.Name] = kind);
        return kinds;
    }

    /// <summary>A plan with all parameters. An unknown name is an error, so that a typing slip is not a default.</summary>
    public bool TryPlan(
        string kind,
        IReadOnlyDictionary<string, decimal>? parameters,
        [NotNullWhen(true)] out StrategyPlan? plan,
        [NotNullWhen(false)] out string? error)
    {
        (plan, error) = (null, null);
        if (!_kinds.TryGetValue(kind, out var found))
        {
            error = $"'{kind}' is not a strategy kind; use one of {string.Join(", ", Kinds.Select(each => each.Name))}.";
            return false;
        }

        try
        {
            var values = found.Complete(parameters);
            plan = new StrategyPlan(kind, values, () => found.Create(values));
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or TargetInvocationException)
        {
            error = $"{kind}: {(exception.InnerException ?? exception).Message}";
            return false;
        }
    }
}

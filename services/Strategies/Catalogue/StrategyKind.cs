using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Trading.Strategies;

/// <summary>A strategy class with what it says of itself: its name and its parameters.</summary>
public sealed class StrategyKind
{
    private readonly Dictionary<string, PropertyInfo> _properties = new(StringComparer.Ordinal);
    private readonly Type _type;

    /// <exception cref="ArgumentException">The class cannot be made, or a parameter is of no type that is known.</exception>
    public StrategyKind(Type type)
    {
        _type = type;
        var named = type.GetCustomAttribute<StrategyAttribute>();
        Name = named?.Name ?? Kebab(type.Name);
        Description = named?.Description ?? string.Empty;
        var defaults = New();
        Parameters =
        [
            .. from property in type.GetProperties()
               let declared = property.GetCustomAttribute<ParameterAttribute>()
               where declared is not null
               select Declare(property, declared, defaults),
        ];
    }

    public string Name { get; }

    public string Description { get; }

    /// <summary>In the order of the class.</summary>
    public IReadOnlyList<StrategyParameter> Parameters { get; }

    /// <summary>All parameters: those given, and the defaults of the others.</summary>
    /// <exception cref="ArgumentException">A name or a value is not taken; the message says why.</exception>
    public IReadOnlyDictionary<string, decimal> Complete(IReadOnlyDictionary<string, decimal>? given)
    {
        var values = Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default, StringComparer.Ordinal);
        foreach (var (name, value) in given ?? new Dictionary<string, decimal>(StringComparer.Ordinal))
        {
            var parameter = Parameters.FirstOrDefault(each => each.Name == name) ?? throw new ArgumentException(
                Parameters.Count == 0
                    ? $"{Name} has no parameters, and no '{name}'."
                    : $"{Name} has no parameter '{name}'; it has {string.Join(", ", values.Keys)}.");
            if (parameter.Problem(value) is { } problem)
            {
                throw new ArgumentException(problem);
            }

            values[name] = value;
        }

        Create(values);
        return values;
    }

    /// <summary>A new instance with these parameters.</summary>
    /// <param name="values">From <see cref="Complete"/>.</param>
    /// <exception cref="ArgumentException">They do not fit together.</exception>
    public Strategy Create(IReadOnlyDictionary<string, decimal> values)
    {
        var strategy = New();
        foreach (var (name, property) in _properties)
        {
            property.SetValue(strategy, property.PropertyType == typeof(bool)
                ? values[name] != 0
                : Convert.ChangeType(values[name], property.PropertyType, CultureInfo.InvariantCulture));
        }

        strategy.Validate();
        return strategy;
    }

    private static string Kebab(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    private Strategy New() => (Strategy)(Activator.CreateInstance(_type)
        ?? throw new ArgumentException($"{_type.Name} has no constructor without parameters."));

    private StrategyParameter Declare(PropertyInfo property, ParameterAttribute declared, Strategy defaults)
    {
        var (name, type) = (JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.PropertyType);
        if (!property.CanWrite || type != typeof(int) && type != typeof(decimal) && type != typeof(double) && type != typeof(bool))
        {
            throw new ArgumentException(
                $"{_type.Name}.{property.Name} is a parameter and must be an int, decimal, double or bool with a setter.");
        }

        _properties[name] = property;
        var value = property.GetValue(defaults);
        return new StrategyParameter(
            name, value is bool flag ? flag ? 1 : 0 : Convert.ToDecimal(value, CultureInfo.InvariantCulture), (decimal)declared.Min,
            (decimal)declared.Max, type == typeof(int) || type == typeof(bool), declared.Description);
    }
}

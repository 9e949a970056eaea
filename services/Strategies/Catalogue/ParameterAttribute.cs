namespace Trading.Strategies;

/// <summary>
/// Marks a property of a strategy as its parameter: <c>int</c>, <c>decimal</c>, <c>double</c> or <c>bool</c> (0 and 1), with a setter. Its
/// name is the property's in camel case, its default the value that a new instance has.
/// </summary>
/// <param name="min">Lowest value, inclusive.</param>
/// <param name="max">Highest value, inclusive.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute(double min, double max, string description) : Attribute
{
    public double Min => min;

    public double Max => max;

    public string Description => description;
}

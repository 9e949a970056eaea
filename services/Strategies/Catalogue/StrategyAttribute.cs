namespace Trading.Strategies;

/// <summary>The name by which a strategy is asked for, and one sentence on what it does. Without it the name is the class's: <c>MyCross</c>
/// is <c>my-cross</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StrategyAttribute(string name, string description) : Attribute
{
    public string Name => name;

    public string Description => description;
}

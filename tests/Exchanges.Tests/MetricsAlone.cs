namespace Trading.Exchanges.Tests;

/// <summary>Tests that read metrics run alone: instruments of the same name exist once per client in the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MetricsAlone
{
    public const string Name = "metrics alone";
}

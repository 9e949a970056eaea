namespace Trading.ServiceDefaults.Tests.Tracing;

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TracesAlone
{
    public const string Name = "traces alone";
}

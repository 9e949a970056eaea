namespace Trading.Observability.Tests.Running;

/// <summary>
/// Tests that run the whole system in their process do so one after the other: a scrape shows the metrics of every service in the
/// process, and the end of one service takes metrics of the same name from the others.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SystemAlone
{
    public const string Name = "system alone";
}

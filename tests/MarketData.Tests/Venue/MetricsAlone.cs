namespace Trading.MarketData.Tests.Venue;

/// <summary>
/// Tests that read metrics run one after the other: a scrape shows those of every service in the process, and the end of one service
/// takes metrics of the same name from the others.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MetricsAlone
{
    public const string Name = "metrics alone";
}

namespace Trading.MarketData.Tests.Feeds;

/// <summary>Tests that read metrics run one after the other: a scrape shows those of every service in the process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MetricsAlone
{
    public const string Name = "metrics alone";
}

namespace Trading.PaperTrading.Tests.Live;

/// <summary>
/// Tests that judge a metric's value run one after the other: services in one process share the names of their metrics, and a scrape of
/// one may show another's.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MetricsAlone
{
    public const string Name = "metrics alone";
}

namespace Trading.ServiceDefaults.Metrics;

/// <summary>All series of one name. A counter's name ends in <c>_total</c>.</summary>
public sealed class MetricFamily(string name, MetricKind kind, string help)
{
    public string Name { get; } = name;

    public MetricKind Kind { get; } = kind;

    public string Help { get; } = help;

    public List<MetricSeries> Series { get; } = [];

    /// <summary>
    /// Orders the series by their labels and merges equal ones, so that every scrape has the same order and no duplicates.
    /// </summary>
    public void Settle()
    {
        Series.Sort(static (left, right) => string.CompareOrdinal(left.Labels, right.Labels));
        var kept = 0;
        for (var index = 1; index < Series.Count; index++)
        {
            if (string.Equals(Series[kept].Labels, Series[index].Labels, StringComparison.Ordinal))
            {
                Series[kept].Merge(Series[index], Kind);
            }
            else
            {
                Series[++kept] = Series[index];
            }
        }

        if (Series.Count > 0)
        {
            Series.RemoveRange(kept + 1, Series.Count - kept - 1);
        }
    }
}

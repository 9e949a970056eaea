using System.Collections.Concurrent;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>
/// Counters are 0 before their first event, not absent: a rate over an absent series misses its first increment, and an alert on it
/// says nothing. Whatever series the catalogue can name of the instruments of this process is shown from the start.
/// </summary>
internal sealed class KnownCounters
{
    private readonly ConcurrentDictionary<string, string[]> _series = new(StringComparer.Ordinal);

    public void Saw(string instrument)
    {
        if (MetricCatalogue.Entries.TryGetValue(instrument, out var entry) && entry.Type == MetricKind.Counter)
        {
            _series.TryAdd(instrument, [.. entry.KnownSeries()]);
        }
    }

    public void Complete(Dictionary<string, MetricFamily> families)
    {
        foreach (var (name, known) in _series)
        {
            if (known.Length == 0)
            {
                continue;
            }

            if (!families.TryGetValue(name, out var family))
            {
                families[name] = family = new MetricFamily(name, MetricKind.Counter, MetricCatalogue.Entries[name].Help);
            }

            var shown = family.Series.Select(series => series.Labels).ToHashSet(StringComparer.Ordinal);
            family.Series.AddRange(known.Where(labels => !shown.Contains(labels)).Select(labels => new MetricSeries(labels)));
        }
    }
}

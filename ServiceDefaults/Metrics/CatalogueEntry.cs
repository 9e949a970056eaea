namespace Trading.ServiceDefaults.Metrics;

/// <summary>One metric of the catalogue.</summary>
public sealed record CatalogueEntry
{
    public required string Name { get; init; }

    public required MetricKind Type { get; init; }

    /// <summary>The service that emits it; <c>every</c> for what all services have.</summary>
    public required string Owner { get; init; }

    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>A label's values, where they are few and known.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Values { get; init; } = new Dictionary<string, IReadOnlyList<string>>(
        StringComparer.Ordinal);

    /// <summary>Upper bounds of a histogram, without the infinite one.</summary>
    public double[]? Buckets { get; init; }

    /// <summary>What must have happened before it appears; null: it is there from the start.</summary>
    public string? When { get; init; }

    /// <summary>Promised, but its owner does not emit it yet.</summary>
    public bool Pending { get; init; }

    public required string Help { get; init; }

    /// <summary>
    /// All series that can be named beforehand: one without labels, or every combination of known values; none otherwise.
    /// </summary>
    public IEnumerable<string> KnownSeries()
    {
        if (!Labels.All(Values.ContainsKey))
        {
            return [];
        }

        IEnumerable<List<KeyValuePair<string, string>>> combinations = [[]];
        foreach (var label in Labels)
        {
            combinations = combinations.SelectMany(
                made => Values[label].Select(value => new List<KeyValuePair<string, string>>(made) { new(label, value) }));
        }

        return combinations.Select(MetricLabels.Render);
    }
}

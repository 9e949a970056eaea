using System.Collections.Concurrent;

namespace Trading.ServiceDefaults.Metrics.Hot;

/// <summary>
/// The instruments of one name, one per combination of labels. Bind once, keep the instrument in a field and use it without another
/// look-up; labels are bounded, so an instrument lives as long as its family.
/// </summary>
public sealed class HotFamily<TInstrument>
    where TInstrument : class
{
    private readonly ConcurrentDictionary<string, TInstrument> _bound = new(StringComparer.Ordinal);
    private readonly Func<KeyValuePair<string, object?>[], TInstrument> _make;

    internal HotFamily(string name, Func<KeyValuePair<string, object?>[], TInstrument> make)
    {
        Name = name;
        _make = make;
    }

    public string Name { get; }

    /// <summary>By rendered labels.</summary>
    internal IEnumerable<KeyValuePair<string, TInstrument>> Bound => _bound;

    /// <summary>The instrument of these labels; the same one for the same labels.</summary>
    public TInstrument Bind(params (string Name, string Value)[] labels)
    {
        var rendered = MetricLabels.Render([.. labels.Select(label => KeyValuePair.Create(label.Name, label.Value))]);
        return _bound.GetOrAdd(rendered, _ => _make([.. labels.Select(label => KeyValuePair.Create(label.Name, (object?)label.Value))]));
    }
}

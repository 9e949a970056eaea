namespace Trading.OrderExecution.Domain;

/// <summary>
/// The venues of the run as orders and positions name them. Each venue is a market of its own: what belongs to it is stored under its
/// name, its alias, or the name of the internal book that fills at its prices.
/// </summary>
internal sealed class Markets
{
    private readonly string _first;
    private readonly Dictionary<string, (string Market, string Name)> _known = new(StringComparer.Ordinal);

    /// <param name="venues">Those of the run, in the order of the setting.</param>
    public Markets(IReadOnlyList<(string Name, string? Alias)> venues)
    {
        _first = venues[0].Name;
        foreach (var (name, alias) in venues)
        {
            foreach (var called in (string[])[name, alias ?? name])
            {
                _known[called] = (name, name);
                _known[$"{InternalBook.Venue}-{called}"] = (name, InternalBookOf(name));
            }
        }

        _known[InternalBook.Venue] = (_first, InternalBook.Venue);
    }

    /// <summary>The venue of the run that an order or a position belongs to; null for one of another run.</summary>
    public string? Of(string venue) => _known.TryGetValue(venue, out var known) ? known.Market : null;

    /// <summary>The name under which this run stores what is stored under <paramref name="venue"/>.</summary>
    public string NameOf(string venue) => _known.TryGetValue(venue, out var known) ? known.Name : venue;

    /// <summary>The internal book of the first venue has the name that it had while a run had one venue.</summary>
    public string InternalBookOf(string market) => market == _first ? InternalBook.Venue : $"{InternalBook.Venue}-{market}";
}

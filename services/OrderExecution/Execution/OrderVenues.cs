using System.Diagnostics.CodeAnalysis;
using Trading.Exchanges.Venues;
using Trading.OrderExecution.Domain;

namespace Trading.OrderExecution.Execution;

/// <summary>What order execution has of each venue of the run: whatever concerns one venue is asked here for its own part.</summary>
internal sealed class OrderVenues(PerVenue<OrderExecutionModule> parts, VenueCatalog catalog, Markets markets)
{
    public IReadOnlyList<RunVenue> Run => parts.Venues;

    /// <summary>One of each venue, in the order of the setting.</summary>
    public IEnumerable<T> All<T>()
        where T : notnull => parts.All<T>();

    /// <param name="venue">Name of a venue of the run.</param>
    public T Of<T>(string venue)
        where T : notnull => parts.Of<T>(venue);

    /// <summary>Of the venue that an order, a position or a message names; null where it is none of the run.</summary>
    public T? Find<T>(string venue)
        where T : class => markets.Of(venue) is { } market ? parts.Of<T>(market) : null;

    /// <summary>The venue of the run that an order or a position belongs to; null for one of another run.</summary>
    public string? MarketOf(string venue) => markets.Of(venue);

    /// <summary>The venue of the run that a request means.</summary>
    /// <param name="code">Why there is none: <c>venueNeeded</c> or <c>unknownVenue</c>, with a sentence for people.</param>
    public bool TryFind(
        string? name, [NotNullWhen(true)] out string? venue, [NotNullWhen(false)] out string? code,
        [NotNullWhen(false)] out string? problem)
    {
        venue = catalog.TryFindInRun(name, out var found, out problem) ? found.Name : null;
        code = venue is not null ? null : name is null ? "venueNeeded" : "unknownVenue";
        return venue is not null;
    }
}

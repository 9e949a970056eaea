using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Contracts;
using Trading.Exchanges.Venues;
using Trading.MarketStore.History;
using Trading.ServiceDefaults.Problems;

namespace Trading.MarketData.Api;

/// <summary>What a request for stored data means: also data of a venue that is in the store and not in the run.</summary>
internal sealed class StoredInstruments(PerVenue<MarketDataModule> run, VenueCatalog venues, IHistoryStore history)
{
    /// <summary>The venue may be left out where the run has one.</summary>
    public bool TryFind(
        string? venue, string symbol, out InstrumentId instrument, [NotNullWhen(false)] out RequestRefusal? refusal)
    {
        var found = venues.TryPick(venue, out var member, out refusal);
        if (!found && venue is not null)
        {
            (found, refusal) = (true, null);
        }

        instrument = new InstrumentId(member?.Name ?? venue ?? "", symbol.ToUpperInvariant());
        return found;
    }

    /// <summary>
    /// The refusal of a symbol of which nothing is stored and nothing is recorded, and of a venue that is not known; null when there may be
    /// some at another time.
    /// </summary>
    public async Task<ProblemHttpResult?> NothingOfAsync(InstrumentId instrument, CancellationToken cancellationToken)
    {
        IReadOnlyList<MarketUniverse> universes =
            run.Find<MarketUniverse>(instrument.Venue) is { } own ? [own] : [.. run.All<MarketUniverse>()];
        var isKnown = venues.Find(instrument.Venue) is not null;
        if ((isKnown && universes.Any(universe => universe.Symbols.Find(instrument.Symbol) >= 0))
            || (await history.CoverageAsync(instrument, cancellationToken)).Count > 0)
        {
            return null;
        }

        return isKnown
            ? MarketQuery.NotRecorded(instrument.Symbol, universes)
            : Problem.BadRequest(
                VenueRequests.Unknown, $"'{instrument.Venue}' is not a venue; use one of {string.Join(", ", venues.Names)}.");
    }
}

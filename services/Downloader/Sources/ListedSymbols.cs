using System.Collections.Concurrent;
using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;
using Trading.MarketStore.History;

namespace Trading.Downloader.Sources;

/// <summary>
/// Knows which symbols a venue lists, so that a request for another is refused before it is a job. What is stored or was listed before
/// is not asked for again; a venue that does not answer at once refuses nothing.
/// </summary>
internal sealed class ListedSymbols(VenueDirectory venues, IHistoryStore store, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<InstrumentId, bool> _listed = new();

    /// <summary>What is wrong with the request's symbols; null when they are listed, or when that cannot be known now.</summary>
    public async Task<string?> ProblemAsync(DownloadRequest request, CancellationToken cancellationToken)
    {
        if (venues.Find(request.Venue) is not { } venue)
        {
            return null;
        }

        var unsure = new List<string>();
        foreach (var symbol in request.Symbols.Distinct(StringComparer.Ordinal))
        {
            var instrument = new InstrumentId(request.Venue, symbol);
            if (!_listed.ContainsKey(instrument) && (await store.CoverageAsync(instrument, cancellationToken)).Count == 0)
            {
                unsure.Add(symbol);
            }
        }

        return unsure.Count == 0 ? null : await AskAsync(venue.History, unsure, cancellationToken);
    }

    private async Task<string?> AskAsync(IVenueHistory history, List<string> symbols, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // All of them at the price of one: a refusal can say what exists.
            var info = await history.ExchangeInfoAsync(symbols: null, RequestLane.Backfill, linked.Token);
            foreach (var listed in info.Instruments)
            {
                _listed[listed.Id] = true;
            }

            var unknown = symbols.Find(symbol => !_listed.ContainsKey(new InstrumentId(history.Venue, symbol)));
            var names = info.Instruments.Select(instrument => instrument.Id.Symbol).Order(StringComparer.Ordinal).ToList();
            return unknown is null ? null : $"{history.Venue} does not list {unknown}. Listed are {NameList.Of(names)}.";
        }
        catch (VenueException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}

using Trading.Downloader.Progress;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Transport;
using Trading.Exchanges.Venues;

namespace Trading.Downloader.Sources;

/// <summary>
/// One download's use of a venue. The venue is first asked when something is missing: its limits and clock are taken over and the
/// symbols checked then, so that a download of what is there already costs no weight at all.
/// </summary>
internal sealed class VenueSession(VenueAccess access, IReadOnlyList<string> symbols, DownloadProgress progress)
{
    private readonly SemaphoreSlim _once = new(1, 1);
    private bool _open;

    public Uri ArchiveUrl => access.ArchiveUrl;

    public VenueDescription Venue => access.Venue;

    public IVenueHistory History => access.History;

    /// <exception cref="VenueException">The venue does not know one of the symbols, or cannot be reached.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (_open)
            {
                return;
            }

            progress.AddWeight(History.WeightOf(HistoryQuery.Instruments));
            var info = await History.ExchangeInfoAsync([.. symbols], RequestLane.Backfill, cancellationToken);
            var unknown = symbols.FirstOrDefault(symbol => info.Instruments.All(instrument => instrument.Id.Symbol != symbol));
            _open = unknown is null
                ? true
                : throw new VenueException(VenueFailure.UnknownSymbol, $"{Venue.Name} does not know the symbol {unknown}.");
        }
        catch (VenueException exception) when (exception is { Failure: VenueFailure.UnknownSymbol, Code: not 0 })
        {
            var unknown = $"{Venue.Name} does not know the symbol {string.Join(" or ", symbols)}.";
            throw new VenueException(VenueFailure.UnknownSymbol, unknown, exception);
        }
        finally
        {
            _once.Release();
        }
    }
}

using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Sources;
using Trading.Exchanges.Venues;
using Trading.MarketStore;
using Trading.MarketStore.Trades;

namespace Trading.Downloader.Verification;

/// <summary>
/// Certifies stored aggregate trades: their ids rise by one, so a hole shows by itself. The ends of the range are proven by a neighbour
/// outside it, or by a published file that was read.
/// </summary>
internal sealed class TradeCertifier(IAggregateStore store, VenueCatalog venues, TradeHoles holes, TimeProvider time)
{
    public async Task<Certificate> CertifyAsync(InstrumentId instrument, TimeRange range, CancellationToken cancellationToken)
    {
        using var hash = new RowHash();
        DateTime? first = null, last = null;
        long present = 0;
        var ids = await holes.StoredAsync(instrument, range, cancellationToken);
        var series = ArchiveSeries.AggTrades(futures: venues.ArchivesOf(instrument.Venue) == ArchiveLayout.Futures, instrument.Symbol);
        var missing = await holes.UnreadAsync(instrument, series, range, cancellationToken);
        if (ids is { } stored)
        {
            var unfetched = await holes.MissingAsync(instrument, stored, MissingReason.NotFetched, cancellationToken);
            missing = [.. missing.Concat(unfetched).OrderBy(hole => hole.From)];
            await foreach (var trade in store.ReadAggregateTradesAsync(instrument, stored, cancellationToken))
            {
                hash.Add(trade);
                present++;
                first ??= trade.Time;
                last = trade.Time;
            }
        }

        return new Certificate(
            instrument.Venue, instrument.Symbol, DownloadKind.Trades, Interval: null, Series: null, range.From, range.To,
            ids?.Count ?? 0, present, missing.Count == 0, missing, first, last, hash.Hex(),
            new Dictionary<string, long>(StringComparer.Ordinal), time.GetUtcNow().UtcDateTime);
    }
}

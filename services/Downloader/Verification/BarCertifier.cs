using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Sources;
using Trading.MarketStore.Bars;

namespace Trading.Downloader.Verification;

/// <summary>Certifies stored bars. Reads only the store: it reports what is there, not what a venue may have.</summary>
internal sealed class BarCertifier(IBarStore store, HoleLedger holes, TimeProvider time)
{
    public async Task<Certificate> CertifyAsync(BarTarget target, CancellationToken cancellationToken)
    {
        var missing = await holes.MissingAsync(target, cancellationToken);
        var sources = new Dictionary<string, long>(StringComparer.Ordinal);
        DateTime? first = null, last = null;
        long present = 0;
        using var hash = new RowHash();
        if (target.Range.Length > TimeSpan.Zero)
        {
            var query = new BarQuery(target.Range.From, target.Range.To, Series: target.Series);
            await foreach (var bar in store.ReadBarsAsync(target.Instrument, target.Interval, query, cancellationToken))
            {
                if (!bar.Closed || bar.Source is not (BarSource.Rest or BarSource.Archive))
                {
                    continue;
                }

                hash.Add(bar);
                present++;
                first ??= bar.OpenTime;
                last = bar.OpenTime;
                var source = bar.Source == BarSource.Archive ? "archive" : "rest";
                sources[source] = sources.GetValueOrDefault(source) + 1;
            }
        }

        return new Certificate(
            target.Instrument.Venue,
            target.Instrument.Symbol,
            DownloadKind.Bars,
            target.Interval,
            target.Series,
            target.Range.From,
            target.Range.To,
            target.Expected,
            present,
            Complete: missing.All(range => range.Class is MissingReason.VenueOutage or MissingReason.NotListed),
            missing,
            first,
            last,
            hash.Hex(),
            sources,
            time.GetUtcNow().UtcDateTime);
    }
}

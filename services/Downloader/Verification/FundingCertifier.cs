using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Sources;
using Trading.MarketStore;
using Trading.MarketStore.History;

namespace Trading.Downloader.Verification;

/// <summary>Certifies stored funding settlements: no eight hours without one.</summary>
internal sealed class FundingCertifier(IHistoryStore store, FundingHoles holes, TimeProvider time)
{
    public async Task<Certificate> CertifyAsync(InstrumentId instrument, TimeRange range, CancellationToken cancellationToken)
    {
        using var hash = new RowHash();
        DateTime? first = null, last = null;
        long present = 0;
        await foreach (var rate in store.ReadFundingAsync(instrument, range.From, range.To, cancellationToken))
        {
            hash.Add(rate.Time);
            hash.Add(rate.Rate);
            hash.EndLine();
            present++;
            first ??= rate.Time;
            last = rate.Time;
        }

        var missing = await holes.MissingAsync(instrument, range, cancellationToken);
        return new Certificate(
            instrument.Venue, instrument.Symbol, DownloadKind.Funding, Interval: null, Series: null, range.From, range.To,
            present + missing.Sum(hole => hole.Count), present, missing.Count == 0, missing, first, last, hash.Hex(),
            new Dictionary<string, long>(StringComparer.Ordinal), time.GetUtcNow().UtcDateTime);
    }
}

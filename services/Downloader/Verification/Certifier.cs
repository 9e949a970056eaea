using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Sources;
using Trading.MarketStore;

namespace Trading.Downloader.Verification;

/// <summary>Issues certificates of whatever kind.</summary>
internal sealed class Certifier(BarCertifier bars, TradeCertifier trades, FundingCertifier funding, TimeProvider time)
{
    public Task<Certificate> CertifyAsync(DownloadRequest request, string symbol, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var range = new TimeRange(request.Start, request.End < now ? request.End : now);
        var instrument = new InstrumentId(request.Venue, symbol);
        return request.Kind switch
        {
            DownloadKind.Trades => trades.CertifyAsync(instrument, range, cancellationToken),
            DownloadKind.Funding => funding.CertifyAsync(instrument, range, cancellationToken),
            _ => bars.CertifyAsync(BarTarget.Of(request, symbol, now), cancellationToken),
        };
    }
}

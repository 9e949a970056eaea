using Trading.Downloader.Planning;
using Trading.Downloader.Sources;

namespace Trading.Downloader.Verification;

/// <summary>Issues certificates of whatever kind.</summary>
public sealed class Certifier(BarCertifier bars, TimeProvider time)
{
    public Task<Certificate> CertifyAsync(DownloadRequest request, string symbol, CancellationToken cancellationToken) =>
        bars.CertifyAsync(BarTarget.Of(request, symbol, time.GetUtcNow().UtcDateTime), cancellationToken);
}

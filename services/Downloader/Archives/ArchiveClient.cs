using System.Net;
using System.Security.Cryptography;
using Polly;
using Polly.Retry;
using Trading.Downloader.Planning;
using Trading.Downloader.Storage;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Binance.Rest;

namespace Trading.Downloader.Archives;

/// <summary>
/// Fetches published files and their checksums. A file whose checksum is wrong is put into quarantine and fetched again; what is
/// handed out has the right one (which proves the transport, not the content).
/// </summary>
public sealed class ArchiveClient : IDisposable
{
    private const int Fetches = 3;

    private readonly HttpClient _http;
    private readonly DownloaderOptions _options;
    private readonly RestMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ArchiveClient> _logger;
    private readonly ResiliencePipeline _retries;

    public ArchiveClient(DownloaderOptions options, RestMetrics metrics, TimeProvider time, ILogger<ArchiveClient> logger)
    {
        _http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        _options = options;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 5,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(300),
            MaxDelay = TimeSpan.FromSeconds(10),
            ShouldHandle = new PredicateBuilder().Handle<HttpRequestException>(IsTransient).Handle<IOException>(fault => DiskFull.Describe(fault) is null),
            OnRetry = retry =>
            {
                metrics.Retried(retry.AttemptNumber + 2, retry.RetryDelay);
                return default;
            },
        }).Build();
    }

    /// <summary>The verified file on disk; the caller deletes it.</summary>
    /// <exception cref="ArchiveException">There is none, or every fetch was bad.</exception>
    public async Task<string> FetchAsync(Uri host, ArchiveFile file, CancellationToken cancellationToken)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("fetch archive");
        activity?.SetTag("archive.path", file.Path);
        var folder = Directory.CreateDirectory(_options.ArchiveDirectory).FullName;
        var target = Path.Combine(folder, $"{Guid.NewGuid():n}-{Path.GetFileName(file.Path)}");
        try
        {
            for (var fetch = 1; ; fetch++)
            {
                var expected = await ChecksumAsync(new Uri(host, file.Path + ".CHECKSUM"), cancellationToken);
                var found = await _retries.ExecuteAsync(async cancel => await DownloadAsync(new Uri(host, file.Path), target, cancel), cancellationToken);
                if (string.Equals(expected, found, StringComparison.OrdinalIgnoreCase))
                {
                    return target;
                }

                Quarantine(target, file, $"its sha256 is {found}, published is {expected}");
                if (fetch == Fetches)
                {
                    throw new ArchiveException($"{file.Path} had a wrong checksum {Fetches} times.", isAbsent: false);
                }
            }
        }
        catch (HttpRequestException exception)
        {
            var absent = exception.StatusCode == HttpStatusCode.NotFound;
            throw new ArchiveException(absent ? $"{file.Path} is not published." : $"{file.Path}: {exception.Message}", absent, exception);
        }
    }

    /// <summary>Keeps a bad file for a look, out of the way.</summary>
    public void Quarantine(string path, ArchiveFile file, string reason)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_options.ArchiveDirectory, "quarantine")).FullName;
        var kept = Path.Combine(folder, $"{_time.GetUtcNow():yyyyMMddHHmmssfff}-{Path.GetFileName(file.Path)}");
        File.Move(path, kept, overwrite: true);
        _logger.ArchiveQuarantined(file.Path, reason, kept);
    }

    public void Dispose() => _http.Dispose();

    private static bool IsTransient(HttpRequestException exception) =>
        exception.StatusCode is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private async Task<string> ChecksumAsync(Uri url, CancellationToken cancellationToken)
    {
        var text = await _retries.ExecuteAsync(async cancel => await _http.GetStringAsync(url, cancel), cancellationToken);

        // "<hex>  <file name>", as sha256sum writes it.
        return text.Split((char[])[' ', '\t', '\r', '\n'], 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
    }

    private async Task<string> DownloadAsync(Uri url, string target, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            await using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[1 << 16];
            while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            _metrics.Requested("archive", (int)response.StatusCode, attempt: 1, _time.GetElapsedTime(started));
        }
    }
}

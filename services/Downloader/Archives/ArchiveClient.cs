using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Trading.Downloader.Planning;
using Trading.Downloader.Telemetry;
using Trading.Exchanges.Transport;

namespace Trading.Downloader.Archives;

/// <summary>
/// Fetches published files and their checksums. A file whose checksum is wrong is put into quarantine and fetched again; what is
/// handed out has the right one (which proves the transport, not the content).
/// </summary>
internal sealed class ArchiveClient(
    DownloaderOptions options, RestMetrics metrics, TimeProvider time, ILogger<ArchiveClient> logger) : IDisposable
{
    private const int Fetches = 3;

    /// <summary>No download works on one file for so long: its process was killed.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(1);

    private readonly ArchiveHttp _http = new(metrics, time, logger);

    /// <summary>The verified file on disk; the caller deletes it.</summary>
    /// <exception cref="ArchiveException">There is none, or every fetch was bad.</exception>
    public async Task<string> FetchAsync(Uri host, ArchiveFile file, FileProgress progress, CancellationToken cancellationToken)
    {
        var request = new ArchiveRequest(file.Path);
        using var activity = DownloaderMetrics.Activities.StartActivity("fetch archive");
        activity?.SetTag(RequestId.Tag, request.Id).SetTag("archive.path", file.Path);
        var target = Path.Combine(Folder(), $"{Guid.NewGuid():n}-{Path.GetFileName(file.Path)}");
        try
        {
            for (var fetch = 1; ; fetch++)
            {
                var expected = await _http.GetAsync(
                    request, "checksum", new Uri(host, file.Path + ".CHECKSUM"), ChecksumAsync, cancellationToken);
                var found = await _http.GetAsync(
                    request, "archive", new Uri(host, file.Path), (body, cancel) => SaveAsync(body, target, progress, cancel),
                    cancellationToken);
                if (string.Equals(expected, found, StringComparison.OrdinalIgnoreCase))
                {
                    return target;
                }

                logger.ArchiveDiffers(request.Id, fetch, found, expected);
                Quarantine(target, file, $"its sha256 is {found}, published is {expected}");
                if (fetch == Fetches)
                {
                    activity?.SetStatus(ActivityStatusCode.Error, "checksum");
                    throw new ArchiveException($"{file.Path} had a wrong checksum {Fetches} times.", isAbsent: false);
                }
            }
        }
        catch (HttpRequestException exception)
        {
            File.Delete(target);
            var absent = exception.StatusCode == HttpStatusCode.NotFound;
            if (!absent)
            {
                activity?.SetStatus(ActivityStatusCode.Error, "unreachable");
                logger.ArchiveGivenUp(request.Id, request.Endpoint, request.Attempt, exception.Message);
            }

            throw new ArchiveException(absent ? $"{file.Path} is not published." : $"{file.Path}: {exception.Message}", absent, exception);
        }
        catch
        {
            // A full disk, say, or a job that is cancelled.
            File.Delete(target);
            throw;
        }
    }

    /// <summary>The checksum that is published now, lower-case hex; null when there is no such file any more.</summary>
    /// <exception cref="ArchiveException">It could not be fetched.</exception>
    public async Task<string?> PublishedChecksumAsync(Uri host, ArchiveFile file, CancellationToken cancellationToken)
    {
        var request = new ArchiveRequest(file.Path);
        try
        {
            return await _http.GetAsync(request, "checksum", new Uri(host, file.Path + ".CHECKSUM"), ChecksumAsync, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return exception.StatusCode == HttpStatusCode.NotFound
                ? null
                : throw new ArchiveException($"{file.Path}: {exception.Message}", isAbsent: false, exception);
        }
    }

    /// <summary>Keeps a bad file for a look, out of the way.</summary>
    public void Quarantine(string path, ArchiveFile file, string reason)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.ArchiveDirectory, "quarantine")).FullName;
        var kept = Path.Combine(folder, $"{time.GetUtcNow():yyyyMMddHHmmssfff}-{Path.GetFileName(file.Path)}");
        File.Move(path, kept, overwrite: true);
        logger.ArchiveQuarantined(file.Path, reason, kept);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Where files are worked on, without those that were left there.</summary>
    private string Folder()
    {
        var folder = Directory.CreateDirectory(options.ArchiveDirectory);
        foreach (var file in folder.EnumerateFiles("*-*"))
        {
            if (Guid.TryParseExact(file.Name.Split('-', 2)[0], "n", out _)
                && file.LastWriteTimeUtc < time.GetUtcNow().UtcDateTime - Forgotten)
            {
                file.Delete();
                logger.LeftoverDeleted(file.Name);
            }
        }

        return folder.FullName;
    }

    private static async Task<string> ChecksumAsync(HttpContent body, CancellationToken cancellationToken)
    {
        var text = await body.ReadAsStringAsync(cancellationToken);

        // "<hex>  <file name>", as sha256sum writes it.
        return text.Split((char[])[' ', '\t', '\r', '\n'], 2, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
    }

    private static async Task<string> SaveAsync(
        HttpContent content, string target, FileProgress progress, CancellationToken cancellationToken)
    {
        await using var body = await content.ReadAsStreamAsync(cancellationToken);
        await using var file = new FileStream(target, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        var (saved, length) = (0L, content.Headers.ContentLength);
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            saved += read;
            if (length > 0)
            {
                progress.Fetched((double)saved / length.Value);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

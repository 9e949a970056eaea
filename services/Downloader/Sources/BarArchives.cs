using System.Collections.Concurrent;
using Trading.Downloader.Archives;
using Trading.Downloader.Files;
using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.Downloader.Telemetry;
using Trading.MarketStore;

namespace Trading.Downloader.Sources;

/// <summary>Fetches, verifies and stores published bar files; memory does not grow with a file's size.</summary>
public sealed class BarArchives(IMarketStore store, ArchiveClient client, DownloaderMetrics metrics, ILogger<BarArchives> logger)
{
    private const int FilesAtOnce = 3;

    /// <returns>The files that were read to their end; a file that is absent or bad is not among them, and REST is what remains.</returns>
    public async Task<IReadOnlyCollection<ArchiveFile>> FetchAsync(
        Uri host, BarTarget target, IReadOnlyList<ArchiveFile> files, DownloadProgress progress, CancellationToken cancellationToken)
    {
        var read = new ConcurrentBag<ArchiveFile>();
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellationToken },
            async (file, cancel) =>
            {
                try
                {
                    var path = await client.FetchAsync(host, file, cancel);
                    if (await StoreAsync(path, target, file, progress, cancel))
                    {
                        read.Add(file);
                    }
                }
                catch (ArchiveException exception)
                {
                    logger.StoppedShort(target.Instrument.Symbol, exception.Message);
                }
            });
        return read;
    }

    private async Task<bool> StoreAsync(string path, BarTarget target, ArchiveFile file, DownloadProgress progress, CancellationToken cancellationToken)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("store archive");
        try
        {
            await using var content = PublishedFile.Open(path, zip: true);
            foreach (var batch in KlineCsv.Read(content, target.Interval))
            {
                if (batch.Exists(bar => bar.OpenTime < file.Range.From || bar.OpenTime >= file.Range.To))
                {
                    throw new InvalidDataException("It holds bars of another time than its name says.");
                }

                batch.RemoveAll(bar => bar.OpenTime < target.Range.From || bar.OpenTime >= target.Range.To);
                var added = await store.WriteBarsAsync(target.Instrument, batch, target.Series, cancellationToken);
                progress.Stored(added);
                progress.Deal(added);
                metrics.Stored(DownloadKind.Bars, target.Instrument.Symbol, added);
            }

            return true;
        }
        catch (InvalidDataException exception)
        {
            client.Quarantine(path, file, exception.Message);
            return false;
        }
        finally
        {
            File.Delete(path);
        }
    }
}

using System.Collections.Concurrent;
using Trading.Downloader.Archives;
using Trading.Downloader.Files;
using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.Downloader.Telemetry;
using Trading.MarketStore;

namespace Trading.Downloader.Sources;

/// <summary>Fetches, verifies and stores published bar files; memory does not grow with a file's size.</summary>
public sealed class BarArchives(IMarketStore store, ArchiveClient client, ArchiveLedger ledger, DownloaderMetrics metrics, ILogger<BarArchives> logger)
{
    private const int FilesAtOnce = 3;

    /// <param name="missing">What is there already, from whatever source, is not stored a second time.</param>
    /// <returns>Files that are published and could not be had, each with the reason; another try may bring them.</returns>
    public async Task<IReadOnlyCollection<(ArchiveFile File, string Reason)>> FetchAsync(
        Uri host, BarTarget target, IReadOnlyList<ArchiveFile> files, IReadOnlyList<TimeRange> missing, DownloadProgress progress, CancellationToken cancellationToken)
    {
        var failed = new ConcurrentBag<(ArchiveFile File, string Reason)>();
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = FilesAtOnce, CancellationToken = cancellationToken },
            async (file, cancel) =>
            {
                using var activity = DownloaderMetrics.Activities.StartActivity("archive");
                try
                {
                    var path = await client.FetchAsync(host, file, cancel);
                    await StoreAsync(path, target, file, missing, progress, cancel);
                }
                catch (ArchiveException exception)
                {
                    logger.StoppedShort(target.Instrument.Symbol, exception.Message);
                    if (!exception.IsAbsent)
                    {
                        failed.Add((file, exception.Message));
                    }
                }
            });
        return failed;
    }

    private async Task StoreAsync(
        string path, BarTarget target, ArchiveFile file, IReadOnlyList<TimeRange> missing, DownloadProgress progress, CancellationToken cancellationToken)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("store archive");
        try
        {
            await using var content = PublishedFile.Open(path, zip: true);
            var hole = 0;
            foreach (var batch in KlineCsv.Read(content, target.Interval))
            {
                if (batch.Exists(bar => bar.OpenTime < file.Range.From || bar.OpenTime >= file.Range.To))
                {
                    throw new InvalidDataException("It holds bars of another time than its name says.");
                }

                batch.RemoveAll(bar => !IsMissing(bar.OpenTime));
                var added = await store.WriteBarsAsync(target.Instrument, batch, target.Series, cancellationToken);
                progress.Stored(added);
                progress.Deal(added);
                metrics.Stored(DownloadKind.Bars, target.Instrument.Symbol, added);
            }

            await ledger.RememberAsync(target.Instrument.Venue, file, path, cancellationToken);

            // Rows and holes both rise, as a rule: then each row needs a look at one hole.
            bool IsMissing(DateTime open)
            {
                while (hole > 0 && missing[hole - 1].To > open)
                {
                    hole--;
                }

                while (hole < missing.Count && missing[hole].To <= open)
                {
                    hole++;
                }

                return hole < missing.Count && missing[hole].From <= open;
            }
        }
        catch (InvalidDataException exception)
        {
            client.Quarantine(path, file, exception.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}

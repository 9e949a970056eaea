using System.Collections.Concurrent;
using Trading.Contracts;
using Trading.Downloader.Files;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Telemetry;

namespace Trading.Downloader.Archives;

/// <summary>
/// Takes published files in: each is fetched and verified, its rows are stored, and it is remembered and deleted. One whose rows are not
/// what its name says goes into quarantine.
/// </summary>
internal sealed class ArchiveIntake(ArchiveClient client, ArchiveLedger ledger, ILogger<ArchiveIntake> logger)
{
    /// <param name="workOf">A file's part of the work that the progress expects.</param>
    /// <param name="atOnce">Files that may be on the disk at the same time.</param>
    /// <param name="check">Reads a file's rows and throws <see cref="InvalidDataException"/> at one that cannot be in it.</param>
    /// <param name="storeAsync">Stores the rows of a file that was checked: a bad one changes nothing.</param>
    /// <returns>Published files that could not be fetched, each with the reason; a later try may succeed.</returns>
    public async Task<IReadOnlyCollection<(ArchiveFile File, string Reason)>> TakeAsync(
        Uri host,
        InstrumentId instrument,
        IReadOnlyList<ArchiveFile> files,
        int atOnce,
        DownloadProgress progress,
        Func<ArchiveFile, long> workOf,
        Action<ArchiveFile, Stream> check,
        Func<ArchiveFile, Stream, CancellationToken, Task> storeAsync,
        CancellationToken cancellationToken)
    {
        var failed = new ConcurrentBag<(ArchiveFile File, string Reason)>();
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancellationToken },
            (file, cancel) => TakeAsync(file, workOf(file), cancel));
        return failed;

        async ValueTask TakeAsync(ArchiveFile file, long work, CancellationToken cancel)
        {
            if (await TryAsync(host, instrument, file, new FileProgress(progress, work), check, storeAsync, cancel) is not { } exception)
            {
                return;
            }

            logger.StoppedShort(instrument.Symbol, exception.Message);
            if (!exception.IsAbsent)
            {
                failed.Add((file, exception.Message));
                return;
            }

            foreach (var day in file.Days)
            {
                await TakeAsync(day, work / file.Days.Count, cancel);
            }
        }
    }

    /// <returns>Why the file could not be fetched; null when it was.</returns>
    private async Task<ArchiveException?> TryAsync(
        Uri host,
        InstrumentId instrument,
        ArchiveFile file,
        FileProgress progress,
        Action<ArchiveFile, Stream> check,
        Func<ArchiveFile, Stream, CancellationToken, Task> storeAsync,
        CancellationToken cancellationToken)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("archive");
        try
        {
            var path = await client.FetchAsync(host, file, progress, cancellationToken);
            await StoreAsync(path, instrument, file, progress, check, storeAsync, cancellationToken);
            return null;
        }
        catch (ArchiveException exception)
        {
            progress.None();
            return exception;
        }
    }

    private async Task StoreAsync(
        string path,
        InstrumentId instrument,
        ArchiveFile file,
        FileProgress progress,
        Action<ArchiveFile, Stream> check,
        Func<ArchiveFile, Stream, CancellationToken, Task> storeAsync,
        CancellationToken cancellationToken)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("store archive");
        try
        {
            await using (var content = PublishedFile.Open(path, zip: true, progress.Checked))
            {
                check(file, content);
            }

            await using (var content = PublishedFile.Open(path, zip: true, progress.Stored))
            {
                await storeAsync(file, content, cancellationToken);
            }

            await ledger.RememberAsync(instrument.Venue, file, path, cancellationToken);
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

using Trading.Contracts;
using Trading.Downloader.Archives;
using Trading.Downloader.Files;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Telemetry;
using Trading.MarketStore;
using Trading.MarketStore.Bars;

namespace Trading.Downloader.Sources;

/// <summary>Stores published bar files; memory does not grow with a file's size.</summary>
internal sealed class BarArchives(IBarStore store, ArchiveIntake intake, DownloaderMetrics metrics, TimeProvider time)
{
    private const int FilesAtOnce = 3;

    /// <param name="missing">What is there already, from whatever source, is not stored a second time.</param>
    /// <returns>Published files that could not be fetched, each with the reason; a later try may succeed.</returns>
    public Task<IReadOnlyCollection<(ArchiveFile File, string Reason)>> FetchAsync(
        Uri host, BarTarget target, IReadOnlyList<ArchiveFile> files, IReadOnlyList<TimeRange> missing, DownloadProgress progress,
        CancellationToken cancellationToken) =>
        intake.TakeAsync(
            host,
            target.Instrument,
            files,
            FilesAtOnce,
            progress,
            file => missing.Sum(hole => Rows(hole, file.Range, target.Interval)),
            (file, content) => Check(target, file, content),
            (_, content, cancel) => StoreAsync(target, content, missing, progress, cancel),
            cancellationToken);

    private static long Rows(TimeRange hole, TimeRange file, BarInterval interval)
    {
        var both = new TimeRange(hole.From > file.From ? hole.From : file.From, hole.To < file.To ? hole.To : file.To);
        return both.Length > TimeSpan.Zero ? PagePlanner.Count(both, interval) : 0;
    }

    private IEnumerable<List<Bar>> Read(BarTarget target, Stream content) =>
        KlineCsv.Read(content, target.Interval, target.Series, FactRules.Latest(time));

    private void Check(BarTarget target, ArchiveFile file, Stream content)
    {
        foreach (var batch in Read(target, content))
        {
            if (batch.Exists(bar => bar.OpenTime < file.Range.From || bar.OpenTime >= file.Range.To))
            {
                throw new InvalidDataException("It holds bars of another time than its name says.");
            }
        }
    }

    private async Task StoreAsync(
        BarTarget target, Stream content, IReadOnlyList<TimeRange> missing, DownloadProgress progress, CancellationToken cancellationToken)
    {
        var hole = 0;
        foreach (var batch in Read(target, content))
        {
            batch.RemoveAll(bar => !IsMissing(bar.OpenTime));
            var added = await store.WriteBarsAsync(target.Instrument, batch, target.Series, cancellationToken);
            progress.Stored(added);
            progress.DealInFile(added);
            metrics.Stored(DownloadKind.Bars, target.Instrument, added);
        }

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
}

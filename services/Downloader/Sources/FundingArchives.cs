using Trading.Contracts;
using Trading.Downloader.Archives;
using Trading.Downloader.Files;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Telemetry;
using Trading.MarketStore.History;

namespace Trading.Downloader.Sources;

/// <summary>Stores published files of funding settlements. They tell the interval, which REST does not.</summary>
internal sealed class FundingArchives(IHistoryStore store, ArchiveIntake intake, DownloaderMetrics metrics, TimeProvider time)
{
    /// <summary>Three a day for a month.</summary>
    private const long UsualRows = 90;

    /// <returns>Why a published file could not be fetched; null when all were.</returns>
    public async Task<string?> FetchAsync(
        Uri host, InstrumentId instrument, IReadOnlyList<ArchiveFile> files, DownloadProgress progress, CancellationToken cancellationToken)
    {
        progress.ExpectWork(files.Count * UsualRows);
        var failed = await intake.TakeAsync(
            host, instrument, files, atOnce: 1, progress, _ => UsualRows, Check,
            (_, content, cancel) => StoreAsync(instrument, content, progress, cancel), cancellationToken);
        return failed.Select(one => one.Reason).FirstOrDefault();
    }

    private IReadOnlyList<FundingRate> Read(Stream content) => FundingFiles.Read(content, FactRules.Latest(time));

    private void Check(ArchiveFile file, Stream content)
    {
        if (Read(content).Any(rate => rate.Time < file.Range.From || rate.Time >= file.Range.To))
        {
            throw new InvalidDataException("It holds settlements of another time than its name says.");
        }
    }

    private async Task StoreAsync(InstrumentId instrument, Stream content, DownloadProgress progress, CancellationToken cancellationToken)
    {
        var rates = Read(content);
        var added = await store.WriteFundingAsync(instrument, rates, cancellationToken);
        progress.Stored(added);
        progress.DealInFile(added);
        metrics.Stored(DownloadKind.Funding, instrument, added);
    }
}

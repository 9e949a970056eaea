using Trading.Contracts;
using Trading.Downloader.Archives;
using Trading.Downloader.Files;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Telemetry;
using Trading.MarketStore.Trades;

namespace Trading.Downloader.Sources;

/// <summary>Stores published files of aggregate trades, one after the other: they are large.</summary>
internal sealed class TradeArchives(IAggregateStore store, ArchiveIntake intake, DownloaderMetrics metrics, TimeProvider time)
{
    /// <summary>About what a day of a busy symbol has: all files count alike.</summary>
    private const long UsualRows = 1_000_000;

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

    private void Check(ArchiveFile file, Stream content)
    {
        foreach (var batch in AggTradeCsv.Read(content, FactRules.Latest(time)))
        {
            if (batch.Exists(trade => trade.Time < file.Range.From || trade.Time >= file.Range.To))
            {
                throw new InvalidDataException("It holds trades of another time than its name says.");
            }
        }
    }

    private async Task StoreAsync(InstrumentId instrument, Stream content, DownloadProgress progress, CancellationToken cancellationToken)
    {
        foreach (var batch in AggTradeCsv.Read(content, FactRules.Latest(time)))
        {
            var added = await store.WriteAggregateTradesAsync(instrument, batch, cancellationToken);
            progress.ExpectInFiles(batch.Count);
            progress.DealInFile(batch.Count);
            progress.Stored(added);
            metrics.Stored(DownloadKind.Trades, instrument, added);
        }
    }
}

using Trading.Contracts;
using Trading.Downloader.Archives;
using Trading.Downloader.Files;
using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.Downloader.Telemetry;
using Trading.MarketStore;

namespace Trading.Downloader.Sources;

/// <summary>Fetches, verifies and stores published files of aggregate trades, one after the other: they are large.</summary>
public sealed class TradeArchives(IMarketStore store, ArchiveClient client, ArchiveLedger ledger, DownloaderMetrics metrics, ILogger<TradeArchives> logger)
{
    public async Task FetchAsync(
        Uri host, InstrumentId instrument, IReadOnlyList<ArchiveFile> files, DownloadProgress progress, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            using var activity = DownloaderMetrics.Activities.StartActivity("archive");
            try
            {
                await StoreAsync(await client.FetchAsync(host, file, cancellationToken), instrument, file, progress, cancellationToken);
            }
            catch (ArchiveException exception)
            {
                logger.StoppedShort(instrument.Symbol, exception.Message);
            }
        }
    }

    private async Task StoreAsync(string path, InstrumentId instrument, ArchiveFile file, DownloadProgress progress, CancellationToken cancellationToken)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("store archive");
        try
        {
            await using var content = PublishedFile.Open(path, zip: true);
            foreach (var batch in AggTradeCsv.Read(content))
            {
                if (batch.Exists(trade => trade.Time < file.Range.From || trade.Time >= file.Range.To))
                {
                    throw new InvalidDataException("It holds trades of another time than its name says.");
                }

                var added = await store.WriteAggregateTradesAsync(instrument, batch, cancellationToken);
                progress.Expect(batch.Count);
                progress.Deal(batch.Count);
                progress.Stored(added);
                metrics.Stored(DownloadKind.Trades, instrument.Symbol, added);
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

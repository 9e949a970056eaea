using Trading.Contracts;
using Trading.Downloader.Archives;
using Trading.Downloader.Files;
using Trading.Downloader.Jobs;
using Trading.Downloader.Planning;
using Trading.Downloader.Telemetry;
using Trading.MarketStore;

namespace Trading.Downloader.Sources;

/// <summary>Fetches, verifies and stores published files of funding settlements. They tell the interval, which REST does not.</summary>
public sealed class FundingArchives(IMarketStore store, ArchiveClient client, ArchiveLedger ledger, DownloaderMetrics metrics, ILogger<FundingArchives> logger)
{
    /// <returns>Why the first file that is published could not be had; null when all could.</returns>
    public async Task<string?> FetchAsync(
        Uri host, InstrumentId instrument, IReadOnlyList<ArchiveFile> files, DownloadProgress progress, CancellationToken cancellationToken)
    {
        string? fault = null;
        foreach (var file in files)
        {
            try
            {
                await StoreAsync(await client.FetchAsync(host, file, cancellationToken), instrument, file, progress, cancellationToken);
            }
            catch (ArchiveException exception)
            {
                logger.StoppedShort(instrument.Symbol, exception.Message);
                fault ??= exception.IsAbsent ? null : exception.Message;
            }
        }

        return fault;
    }

    private async Task StoreAsync(string path, InstrumentId instrument, ArchiveFile file, DownloadProgress progress, CancellationToken cancellationToken)
    {
        using var activity = DownloaderMetrics.Activities.StartActivity("store archive");
        try
        {
            IReadOnlyList<FundingRate> rates;
            await using (var content = PublishedFile.Open(path, zip: true))
            {
                rates = FundingFiles.Read(content);
            }

            if (rates.Any(rate => rate.Time < file.Range.From || rate.Time >= file.Range.To))
            {
                throw new InvalidDataException("It holds settlements of another time than its name says.");
            }

            var added = await store.WriteFundingAsync(instrument, rates, cancellationToken);
            progress.Stored(added);
            progress.Deal(added);
            metrics.Stored(DownloadKind.Funding, instrument.Symbol, added);
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

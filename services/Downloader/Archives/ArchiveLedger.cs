using System.Security.Cryptography;
using Trading.Downloader.Planning;
using Trading.MarketStore;
using Trading.MarketStore.History;

namespace Trading.Downloader.Archives;

/// <summary>
/// Remembers what every file was when it was read. The venue replaces files now and then; a check finds which ones, at the price
/// of their checksums, which cost no weight.
/// </summary>
internal sealed class ArchiveLedger(IHistoryStore store, ArchiveClient client, TimeProvider time)
{
    /// <param name="path">The file on disk, whose rows are stored now.</param>
    public async Task RememberAsync(string venue, ArchiveFile file, string path, CancellationToken cancellationToken)
    {
        string sum;
        await using (var content = File.OpenRead(path))
        {
            sum = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        }

        await store.WriteArchiveAsync(
            venue, new KnownArchive(file.Path, sum, file.Range.From, file.Range.To, time.GetUtcNow().UtcDateTime), cancellationToken);
    }

    /// <summary>The line about files that are read again; empty for none.</summary>
    public static string Note(IReadOnlyCollection<ArchiveFile> replaced) => replaced.Count switch
    {
        0 => "",
        1 => "1 archive has been replaced since it was read; ",
        var count => FormattableString.Invariant($"{count} archives have been replaced since they were read; "),
    };

    /// <summary>Files of the series that were read for this time and are published with another checksum by now.</summary>
    /// <exception cref="ArchiveException">A checksum could not be fetched.</exception>
    public async Task<IReadOnlyList<ArchiveFile>> ReplacedAsync(
        Uri host, string venue, ArchiveSeries series, TimeRange range, CancellationToken cancellationToken)
    {
        var replaced = new List<ArchiveFile>();
        foreach (var known in await store.ArchivesAsync(venue, range, cancellationToken))
        {
            var file = new ArchiveFile(known.Path, new TimeRange(known.From, known.To));
            if (series.Holds(known.Path)
                && await client.PublishedChecksumAsync(host, file, cancellationToken) is { } published
                && !string.Equals(published, known.Sha256, StringComparison.OrdinalIgnoreCase))
            {
                replaced.Add(file);
            }
        }

        return replaced;
    }
}

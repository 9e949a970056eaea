using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.ExchangeSimulator.Protocol.Faults;

namespace Trading.ExchangeSimulator.Protocol.Archives;

/// <summary>
/// <c>/data/…zip</c> and <c>/data/…zip.CHECKSUM</c>. A cut zip and a wrong checksum strike one request of a file and not the
/// next, so that fetching again can help; missing rows belong to the file.
/// </summary>
internal sealed class ArchiveApi(ArchiveStore store, FaultRegistry faults)
{
    private const string ChecksumSuffix = ".CHECKSUM";
    private readonly ConcurrentDictionary<string, int> _attempts = new(StringComparer.Ordinal);

    public Results<FileContentHttpResult, ContentHttpResult> Get(string path)
    {
        if (faults.Hits(faults.Settings.Http5xx))
        {
            return TypedResults.Content(
                "<Error><Code>ServiceUnavailable</Code></Error>", "application/xml", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        var isChecksum = path.EndsWith(ChecksumSuffix, StringComparison.Ordinal);
        var zipPath = isChecksum ? path[..^ChecksumSuffix.Length] : path;
        if (store.Find(zipPath) is not { } zip)
        {
            return TypedResults.Content(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not "
                    + $"exist.</Message><Key>data/{path}</Key></Error>",
                "application/xml", statusCode: StatusCodes.Status404NotFound);
        }

        var sum = ArchiveStore.Checksum(zip);
        var settings = faults.Settings;
        var attempt = _attempts.AddOrUpdate(path, 1, (_, count) => count + 1);
        if (isChecksum)
        {
            var wrong = ArchiveStore.Hash(settings, $"{path}{attempt}", "wrongChecksum") < settings.WrongChecksum;
            return TypedResults.Content(
                $"{(wrong ? string.Concat(sum.Reverse()) : sum)}  {zipPath[(zipPath.LastIndexOf('/') + 1)..]}\n", "text/plain");
        }

        var cut = ArchiveStore.Hash(settings, $"{path}{attempt}", "truncatedZip") < settings.TruncatedZip;
        return TypedResults.File(
            cut ? zip[..(zip.Length / 2)] : zip,
            "application/zip",
            entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{sum[..32]}\""));
    }
}

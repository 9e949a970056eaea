using System.Text.Json;
using Trading.Downloader.Planning;
using Trading.ServiceDefaults.Json;

namespace Trading.Downloader.Storage;

/// <summary>Requests as they lie in the table, where another version may have put what this one does not know.</summary>
internal static class StoredRequest
{
    /// <summary>Stands for a request that cannot be read; it makes no sense, so that its job ends as failed.</summary>
    public static DownloadRequest Unreadable { get; } = new() { Venue = "unreadable", Symbols = [], Start = default, End = default };

    public static DownloadRequest Read(string text)
    {
        try
        {
            var request = JsonSerializer.Deserialize<DownloadRequest>(text, ProductJson.Options);
            return request is { Venue: not (null or ""), Symbols: not null }
                && Enum.IsDefined(request.Kind)
                && Enum.IsDefined(request.Series)
                && Enum.IsDefined(request.Source)
                ? request
                : Unreadable;
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }
}

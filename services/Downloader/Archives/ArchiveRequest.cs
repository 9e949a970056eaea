using Trading.Exchanges.Transport;

namespace Trading.Downloader.Archives;

/// <summary>
/// One logical request for a published file: its checksum and its content, each in several attempts, all under one correlation id.
/// </summary>
/// <param name="path">Of the file, below the archives' base.</param>
internal sealed class ArchiveRequest(string path)
{
    public string Id { get; } = RequestId.New();

    public string Path { get; } = path;

    /// <summary>Label of metrics, logs and spans for what is asked for now: <c>checksum</c> or <c>archive</c>.</summary>
    public string Endpoint { get; private set; } = "";

    /// <summary>Attempts at <see cref="Endpoint"/> so far, fetches of a file that proved bad included.</summary>
    public int Attempt => _attempts.GetValueOrDefault(Endpoint);

    private readonly Dictionary<string, int> _attempts = new(StringComparer.Ordinal);

    public int Next(string endpoint)
    {
        Endpoint = endpoint;
        return _attempts[endpoint] = Attempt + 1;
    }
}

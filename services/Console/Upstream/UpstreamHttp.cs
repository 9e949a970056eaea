namespace Trading.WebConsole.Upstream;

/// <summary>The one HTTP client for all services.</summary>
internal static class UpstreamHttp
{
    private const int MaxAnswerBytes = 8 * 1024 * 1024;

    public static HttpClient Create(ConsoleOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromMilliseconds(options.UpstreamTimeoutMs),
            // Service names can move to other addresses.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        return new HttpClient(handler)
        {
            // Reads and changes have timeouts of their own: see UpstreamClient.
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxAnswerBytes,
        };
    }
}

namespace Trading.ExchangeSimulator.Protocol.Streams;

/// <summary>USD-M routes its streams: books and best prices under <c>/public</c>, the rest of the market under <c>/market</c>, accounts under <c>/private</c>.</summary>
internal static class UsdmPrefix
{
    /// <summary>Whether a stream is served under a prefix; elsewhere a subscription is accepted and stays silent.</summary>
    public static bool Serves(string prefix, string stream)
    {
        var at = stream.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return prefix == "private";
        }

        var name = stream[(at + 1)..];
        var isBook = name.StartsWith("bookTicker", StringComparison.Ordinal) || name.StartsWith("depth", StringComparison.Ordinal);
        return prefix == (isBook ? "public" : "market");
    }
}

namespace Trading.Downloader.Progress;

/// <summary>What is still missing when a download ends, by symbol.</summary>
internal sealed record DownloadOutcome(IReadOnlyList<SymbolOutcome> Symbols)
{
    /// <summary>Everything that the venue has is stored.</summary>
    public bool IsComplete => Symbols.All(symbol => symbol.IsComplete);
}

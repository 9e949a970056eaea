using Trading.Downloader.Planning;

namespace Trading.Downloader.Progress;

/// <param name="Missing">Holes that remain, ascending, each with its class.</param>
/// <param name="Fault">Why some of it could not be fetched; null when all was.</param>
internal sealed record SymbolOutcome(string Symbol, IReadOnlyList<MissingRange> Missing, string? Fault)
{
    /// <summary>Holes that the venue itself has do not count.</summary>
    public bool IsComplete => Missing.All(range => range.Class is MissingReason.VenueOutage or MissingReason.NotListed);
}

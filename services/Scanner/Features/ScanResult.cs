using Trading.Contracts;

namespace Trading.Scanner.Features;

/// <summary>A symbol's latest scan.</summary>
/// <param name="GemScore">0 to 100.</param>
/// <param name="Confidence">0 to 1; 0 without data.</param>
/// <param name="Features">By name; empty without data.</param>
/// <param name="BarTime">Open time (UTC) of the newest bar that was seen; null without one.</param>
internal sealed record ScanResult(
    string Venue,
    string Symbol,
    Side Side,
    double GemScore,
    double Confidence,
    IReadOnlyDictionary<string, double> Features,
    IReadOnlyList<string> Flags,
    string Explanation,
    DateTime? BarTime,
    DateTime ScannedAt);

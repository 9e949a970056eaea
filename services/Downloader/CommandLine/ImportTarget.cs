using Trading.Contracts;
using Trading.Downloader.Files;

namespace Trading.Downloader.CommandLine;

/// <summary>A file and what it holds.</summary>
/// <param name="Interval">Set for bars.</param>
internal sealed record ImportTarget(string File, FileKind Kind, string Symbol, BarInterval? Interval, BarSeries Series);

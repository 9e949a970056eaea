using Trading.Contracts;
using Trading.Downloader.Planning;

namespace Trading.Downloader.Verification;

/// <summary>What is stored of one symbol in a range, against what there must be.</summary>
/// <param name="Start">UTC, inclusive, aligned to the interval.</param>
/// <param name="End">UTC, exclusive; not later than the open bar's open time.</param>
/// <param name="Expected">Rows that the range holds when nothing is missing; for trades, ids from first to last.</param>
/// <param name="Complete">Nothing is missing but what the venue itself never had.</param>
/// <param name="Sha256">
/// Lower-case hex over the rows in order, each as a line of its values with trailing zeros cut: the same facts give the same sum,
/// whether they came by archive or by REST.
/// </param>
/// <param name="Sources">Rows by source.</param>
internal sealed record Certificate(
    string Venue,
    string Symbol,
    DownloadKind Kind,
    BarInterval? Interval,
    BarSeries? Series,
    DateTime Start,
    DateTime End,
    long Expected,
    long Present,
    bool Complete,
    IReadOnlyList<MissingRange> Missing,
    DateTime? First,
    DateTime? Last,
    string Sha256,
    IReadOnlyDictionary<string, long> Sources,
    DateTime IssuedAt);

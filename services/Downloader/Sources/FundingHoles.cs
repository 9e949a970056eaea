using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.MarketStore;
using Trading.MarketStore.History;

namespace Trading.Downloader.Sources;

/// <summary>
/// Times without a settlement for longer than the longest funding interval, eight hours. Settlements come some milliseconds after the
/// full hour, and some symbols settle more often; those gaps cannot be seen in the rows alone.
/// </summary>
internal sealed class FundingHoles(IHistoryStore store)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);
    private static readonly TimeSpan Jitter = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<MissingRange>> MissingAsync(
        InstrumentId instrument, TimeRange range, CancellationToken cancellationToken)
    {
        var missing = new List<MissingRange>();
        var next = range.From;
        await foreach (var rate in store.ReadFundingAsync(instrument, range.From, range.To, cancellationToken))
        {
            Add(missing, next, rate.Time);
            next = rate.Time + TimeSpan.FromMilliseconds(1);
        }

        Add(missing, next, range.To);
        return missing;
    }

    private static void Add(List<MissingRange> missing, DateTime from, DateTime to)
    {
        if (to - from > Longest + Jitter)
        {
            missing.Add(new MissingRange(from, to, Math.Max(1, (to - from).Ticks / Longest.Ticks), MissingReason.NotFetched));
        }
    }
}

using System.Runtime.CompilerServices;
using Trading.Contracts;
using Trading.MarketData.Flow;
using Trading.MarketStore.Gaps;

namespace Trading.MarketData.Recovery;

/// <summary>Open gaps whose trades would be dropped as soon as they came: they are closed with that reason, and not fetched.</summary>
internal sealed class ExpiredGaps(
    MarketUniverse universe, MarketDataOptions options, IGapLedger store, GapQueue healing, EventQueue events, TimeProvider clock)
{
    public const string Reason = "retention";

    /// <summary>Yields what it has closed. A gap that reaches into a day that is kept stays open.</summary>
    /// <param name="symbol">Null: every symbol of the venue.</param>
    public async IAsyncEnumerable<Gap> CloseAsync(string? symbol, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (options.KeepFrom(now) is not { } keepFrom)
        {
            yield break;
        }

        var end = keepFrom.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var open = await store.ListGapsAsync(
            new GapFilter(GapState.Open, universe.Venue, symbol, MarketDataKind.Trades, 100_000), cancellationToken);
        foreach (var gap in open.Where(gap => gap.To <= end))
        {
            if (!await store.CloseGapAsync(gap.Id, GapState.Unrecoverable, now, Reason, cancellationToken))
            {
                continue;
            }

            healing.Forget(gap.Id);
            events.Offer(new BackfillCompleted
            {
                GapId = gap.Id,
                Venue = gap.Instrument.Venue,
                Symbol = gap.Instrument.Symbol,
                Kind = MarketDataKind.Trades,
                State = GapState.Unrecoverable,
                Items = 0,
                From = gap.From,
                To = gap.To,
                CompletedAt = now,
            });
            yield return gap;
        }
    }
}

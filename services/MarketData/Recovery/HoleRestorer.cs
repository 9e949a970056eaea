using Trading.Contracts;
using Trading.MarketData.Pipeline;
using Trading.MarketStore.Gaps;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Recovery;

/// <summary>
/// The holes that the last run left open in the ledger, each with what of it is still missing: a trade that came before the end of that
/// run is not taken twice. What retention would drop again is given up here, before anything is fetched.
/// </summary>
internal sealed class HoleRestorer(ITradeStore tradeStore, IGapLedger gapLedger, ExpiredGaps expired, ILogger<HoleRestorer> log)
{
    public async Task<IReadOnlyList<(Hole Hole, (long First, long Last)[] Missing)>> ReadAsync(
        InstrumentId instrument, CancellationToken cancellationToken)
    {
        await foreach (var gap in expired.CloseAsync(instrument.Symbol, cancellationToken))
        {
            log.GapExpired(gap.Instrument.Symbol, gap.From, gap.To);
        }

        var gaps = await gapLedger.ListGapsAsync(
            new GapFilter(GapState.Open, instrument.Venue, instrument.Symbol, MarketDataKind.Trades, 100_000), cancellationToken);
        var holes = new List<(Hole, (long, long)[])>();
        foreach (var gap in gaps.Where(gap => gap is { FromId: not null, ToId: not null }).OrderBy(gap => gap.FromId))
        {
            var missing = await tradeStore.MissingTradeIdsAsync(instrument, gap.FromId!.Value, gap.ToId!.Value, cancellationToken);
            holes.Add(
                (new Hole(gap.Id, gap.FromId.Value, gap.ToId.Value, gap.From, gap.To),
                    [.. missing.Select(range => (range.First, range.Last))]));
        }

        return holes;
    }
}

using Trading.Contracts;
using Trading.MarketData.Connections;
using Trading.MarketData.Windows;
using Trading.MarketStore.Bars;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Storage;

/// <summary>
/// Compares our closed bars with those that the venue sent on its kline stream, field by field. The venue's bars are stored as its
/// own, so <c>/market/audit</c> shows every pair; a difference is counted and logged here.
/// </summary>
internal sealed class BarAuditor(
    MarketUniverse universe, FeedPlan plan, ITradeStore tradeStore, IBarStore barStore, MarketDataMetrics metrics, TimeProvider clock,
    ILogger<BarAuditor> log)
{
    // Our own bar closes with the next trade or by the clock, a little after the venue's.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<Expected> _expected = [];
    private readonly IReadOnlyList<string> _notCompared = BarComparison.NotCompared(plan.TradesAreAggregates);

    public void Expect(int symbol, in Bar venue) => _expected.Add(new Expected(symbol, venue, clock.GetTimestamp()));

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        for (var i = _expected.Count - 1; i >= 0; i--)
        {
            if (await CheckAsync(_expected[i], cancellationToken) is { } result)
            {
                metrics.Audited(result);
                _expected.RemoveAt(i);
            }
        }
    }

    /// <summary>Null while our bar is not closed yet.</summary>
    private async Task<string?> CheckAsync(Expected expected, CancellationToken cancellationToken)
    {
        var instrument = universe.Instrument(expected.Symbol);
        var venue = expected.Venue;
        var query = new BarQuery(venue.OpenTime, venue.Interval.CloseOf(venue.OpenTime), Source: BarSource.Trades);
        await foreach (var own in barStore.ReadBarsAsync(instrument, venue.Interval, query, cancellationToken))
        {
            if (!own.Closed)
            {
                break;
            }

            var differs = BarComparison.Differences(own, venue, _notCompared);
            if (differs.Count == 0)
            {
                return "equal";
            }

            // The recording began inside this bar: it cannot be whole.
            var extent = await tradeStore.TradeExtentAsync(instrument, cancellationToken);
            if (extent?.FirstTime > venue.OpenTime && own.Volume < venue.Volume)
            {
                return "incomplete";
            }

            log.BarDiffers(instrument.Symbol, venue.Interval.Code, venue.OpenTime, string.Join(", ", differs));
            return "differs";
        }

        return clock.GetElapsedTime(expected.Since) < Patience ? null : venue.TradeCount == 0 ? "equal" : "missing";
    }

    private readonly record struct Expected(int Symbol, Bar Venue, long Since);
}

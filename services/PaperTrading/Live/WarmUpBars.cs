using Trading.Contracts;
using Trading.MarketStore.Bars;

namespace Trading.PaperTrading.Live;

/// <summary>Bars that a strategy sees before the first one that it decides on.</summary>
internal sealed class WarmUpBars(IBarStore market)
{
    /// <summary>Of each symbol and interval what closed before this bar opened, and what a former process took beyond that.</summary>
    public async Task<List<(string Symbol, Bar Bar)>> BeforeAsync(
        LiveSession session, string venue, Bar first, CancellationToken cancellationToken)
    {
        var past = new List<(string, Bar)>();
        foreach (var symbol in session.Definition.Symbols)
        {
            foreach (var interval in session.Intervals)
            {
                var end = interval == first.Interval ? first.OpenTime : interval.OpenOf(first.Interval.CloseOf(first.OpenTime));
                if (session.LastBar(symbol, interval) is { } taken && taken >= end)
                {
                    end = interval.CloseOf(taken);
                }

                var bars = await market.ReadRecentBarsAsync(
                    new InstrumentId(venue, symbol), interval, session.WarmupBars, end, cancellationToken);
                past.AddRange(bars.Select(bar => (symbol, bar)));
            }
        }

        return past;
    }
}

using System.Runtime.CompilerServices;
using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Recovery;

/// <summary>Stored trades as the pipeline takes them.</summary>
internal static class StoredTicks
{
    public static async IAsyncEnumerable<Tick> ReadTicksAsync(
        this ITradeStore store, int symbol, InstrumentId instrument, TradeQuery query,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var trade in store.ReadTradesAsync(instrument, query, cancellationToken))
        {
            if (Tick.TryFrom(symbol, trade, out var tick))
            {
                yield return tick;
            }
        }
    }
}

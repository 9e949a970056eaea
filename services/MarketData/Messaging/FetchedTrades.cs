using Trading.Contracts;
using Trading.Exchanges.Ticks;
using Trading.MarketData.Flow;
using Trading.MarketData.Processing;
using Trading.MarketStore.Gaps;
using Trading.MarketStore.Trades;

namespace Trading.MarketData.Messaging;

/// <summary>
/// Somebody else has fetched a hole's trades into the store. They go through the pipeline like any others: those that were missing
/// are taken, bars that had closed without them are revised. A second delivery finds nothing missing.
/// </summary>
internal sealed class FetchedTrades(
    MarketUniverse universe, ITradeStore tradeStore, IGapLedger gapLedger, GapQueue open, TickProcessor processor, TickChannel channel)
{
    private const int PageSize = 10_000;

    public async Task TakeAsync(BackfillCompleted message, CancellationToken cancellationToken)
    {
        var symbol = universe.Symbols.Find(message.Symbol);
        if (symbol < 0 || message.Kind != MarketDataKind.Trades || !open.IsOpen(message.GapId))
        {
            return;
        }

        await processor.Ready.WaitAsync(cancellationToken);
        if (message.State == GapState.Unrecoverable)
        {
            await channel.WriteAsync(new PipelineCommand.GiveUp(symbol, message.GapId, "unrecoverable"), cancellationToken);
            return;
        }

        if (await gapLedger.GetGapAsync(message.GapId, cancellationToken) is { FromId: { } from, ToId: { } to })
        {
            await FeedAsync(symbol, from, to, cancellationToken);
        }
    }

    private async Task FeedAsync(int symbol, long from, long to, CancellationToken cancellationToken)
    {
        var page = new List<Tick>(PageSize);
        await foreach (var trade in tradeStore.ReadTradesAsync(
            universe.Instrument(symbol), new TradeQuery(FromId: from, ToId: to), cancellationToken))
        {
            if (Tick.TryFrom(symbol, trade, out var tick))
            {
                page.Add(tick);
            }

            if (page.Count == PageSize)
            {
                await channel.WriteAsync(new PipelineCommand.Fetched(symbol, [.. page]), cancellationToken);
                page.Clear();
            }
        }

        if (page.Count > 0)
        {
            await channel.WriteAsync(new PipelineCommand.Fetched(symbol, [.. page]), cancellationToken);
        }
    }
}

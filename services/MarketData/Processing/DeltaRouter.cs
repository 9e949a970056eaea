using Trading.MarketData.Flow;
using Trading.MarketData.Streams;

namespace Trading.MarketData.Processing;

/// <summary>Hands every delta to all who take it. Only the store may make the caller wait: it must not lose anything.</summary>
internal sealed class DeltaRouter(StoreQueue store, TickQueue ticks, EventQueue events, VenueStream streams)
{
    public ValueTask RouteAsync(SymbolDelta delta, CancellationToken cancellationToken)
    {
        if (delta.Trades.Length > 0)
        {
            ticks.Offer(delta);
        }

        if (delta.ClosedBars.Length > 0)
        {
            events.OfferBars(delta);
        }

        streams.Publish(delta);
        return store.WriteAsync(delta, cancellationToken);
    }
}

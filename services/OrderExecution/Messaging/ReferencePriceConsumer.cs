using MassTransit;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Messaging;

/// <summary>Keeps the latest price per venue and symbol for the risk gate and moves the internal book.</summary>
internal sealed class ReferencePriceConsumer(
    OrderVenues venues, OrderExecutionMetrics metrics, TimeProvider time) : IConsumer<TicksPublished>
{
    /// <summary>A trade that came later than this after its match is of a recording, whose times say nothing of the provider.</summary>
    private static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(10);

    public async Task Consume(ConsumeContext<TicksPublished> context)
    {
        var message = context.Message;
        if (message.Ticks.Length == 0 || venues.Find<ReferencePrices>(message.Venue) is not { } prices)
        {
            return;
        }

        var last = message.Ticks[^1];
        var now = time.GetUtcNow().UtcDateTime;
        prices.Observe(message.Symbol, new ReferencePrice(last.Price, last.ExchangeTime, now));
        metrics.LpQuote(message.Venue, message.Symbol);
        if ((last.ReceivedTime - last.ExchangeTime).Duration() < MaxLag)
        {
            // A venue whose clock is ahead of ours is not faster than at once.
            metrics.LpLatency(message.Venue, LpLatencyKind.Quote, now > last.ExchangeTime ? now - last.ExchangeTime : TimeSpan.Zero);
        }

        await venues.Find<InternalExecution>(message.Venue)!.OnPriceAsync(message.Symbol, context.CancellationToken);
    }
}

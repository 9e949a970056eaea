using MassTransit;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Messaging;

/// <summary>Remembers which feeds are stale, as nothing is priced from those, and whether they are a replay that has ended.</summary>
internal sealed class FeedStatusConsumer(OrderVenues venues, TimeProvider time)
    : IConsumer<FeedStatusChanged>
{
    public Task Consume(ConsumeContext<FeedStatusChanged> context)
    {
        var message = context.Message;
        if (venues.Find<ReferencePrices>(message.Venue) is { } prices)
        {
            venues.Find<ReplayEnd>(message.Venue)!.Observe(message);
            prices.Observe(message.Symbol, new FeedHealth(message.Stale ? message.Reason : null, message.At, time.GetUtcNow().UtcDateTime));
        }

        return Task.CompletedTask;
    }
}

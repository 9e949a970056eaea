using MassTransit;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Messaging;

/// <summary>Remembers which feeds are stale, as nothing is priced from those, and whether they are a replay that has ended.</summary>
internal sealed class FeedStatusConsumer(ReferencePrices prices, ReplayEnd replay, VenueAccess access, TimeProvider time)
    : IConsumer<FeedStatusChanged>
{
    public Task Consume(ConsumeContext<FeedStatusChanged> context)
    {
        var message = context.Message;
        if (message.Venue == access.Venue.Name)
        {
            replay.Observe(message);
            prices.Observe(message.Symbol, new FeedHealth(message.Stale ? message.Reason : null, message.At, time.GetUtcNow().UtcDateTime));
        }

        return Task.CompletedTask;
    }
}

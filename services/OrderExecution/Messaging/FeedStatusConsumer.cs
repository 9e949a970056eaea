using MassTransit;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;

namespace Trading.OrderExecution.Messaging;

/// <summary>Remembers which feeds are stale: nothing is priced from those.</summary>
public sealed class FeedStatusConsumer(ReferencePrices prices, VenueAccess access, TimeProvider time) : IConsumer<FeedStatusChanged>
{
    public Task Consume(ConsumeContext<FeedStatusChanged> context)
    {
        var message = context.Message;
        if (message.Venue == access.Venue.Name)
        {
            prices.Observe(message.Symbol, new FeedStanding(message.Stale ? message.Reason : null, message.At, time.GetUtcNow().UtcDateTime));
        }

        return Task.CompletedTask;
    }
}

using MassTransit;
using Trading.Contracts;
using Trading.Exchanges;

namespace Trading.Scanner.Messaging;

/// <summary>Remembers whether market data says that a replay has ended.</summary>
internal sealed class FeedStatusConsumer(ReplayEnd replay, VenueOptions venue) : IConsumer<FeedStatusChanged>
{
    public Task Consume(ConsumeContext<FeedStatusChanged> context)
    {
        if (context.Message.Venue == venue.Name)
        {
            replay.Observe(context.Message);
        }

        return Task.CompletedTask;
    }
}

using MassTransit;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading.Messaging;

/// <summary>Remembers what market data says of a feed that brings nothing.</summary>
public sealed class FeedStatusConsumer(InputAge input, VenueOptions venue) : IConsumer<FeedStatusChanged>
{
    public Task Consume(ConsumeContext<FeedStatusChanged> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Message.Venue == venue.Name)
        {
            input.ObserveFeed(context.Message.Stale ? context.Message.Reason : null);
        }

        return Task.CompletedTask;
    }
}

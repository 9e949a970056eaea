using MassTransit;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading.Messaging;

/// <summary>Remembers what market data says of its feeds.</summary>
internal sealed class FeedStatusConsumer(InputAge input, VenueOptions venue) : IConsumer<FeedStatusChanged>
{
    public Task Consume(ConsumeContext<FeedStatusChanged> context)
    {
        if (context.Message.Venue == venue.Name)
        {
            input.ObserveFeed(context.Message);
        }

        return Task.CompletedTask;
    }
}

using MassTransit;
using Trading.Contracts;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading.Messaging;

/// <summary>Remembers what market data says of its feeds.</summary>
internal sealed class FeedStatusConsumer(VenueFeeds feeds) : IConsumer<FeedStatusChanged>
{
    public Task Consume(ConsumeContext<FeedStatusChanged> context)
    {
        feeds.Find(context.Message.Venue)?.Age.ObserveFeed(context.Message);

        return Task.CompletedTask;
    }
}

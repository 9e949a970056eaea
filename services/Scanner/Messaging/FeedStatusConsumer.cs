using MassTransit;
using Trading.Contracts;
using Trading.Exchanges;
using Trading.Exchanges.Venues;

namespace Trading.Scanner.Messaging;

/// <summary>Remembers of each venue whether market data says that a replay has ended.</summary>
internal sealed class FeedStatusConsumer(PerVenue<ScannerModule> venues) : IConsumer<FeedStatusChanged>
{
    public Task Consume(ConsumeContext<FeedStatusChanged> context)
    {
        venues.Find<ReplayEnd>(context.Message.Venue)?.Observe(context.Message);
        return Task.CompletedTask;
    }
}

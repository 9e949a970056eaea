using MassTransit;
using Trading.Contracts;
using Trading.Exchanges.Venues;

namespace Trading.MarketData.Messaging;

/// <summary>Hands what has been fetched to its venue.</summary>
internal sealed class BackfillCompletedConsumer(PerVenue<MarketDataModule> venues) : IConsumer<BackfillCompleted>
{
    public Task Consume(ConsumeContext<BackfillCompleted> context) =>
        venues.Find<FetchedTrades>(context.Message.Venue)?.TakeAsync(context.Message, context.CancellationToken) ?? Task.CompletedTask;
}

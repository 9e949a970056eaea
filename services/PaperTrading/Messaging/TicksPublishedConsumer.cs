using MassTransit;
using Trading.Contracts;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading.Messaging;

internal sealed class TicksPublishedConsumer(PaperEngine engine) : IConsumer<TicksPublished>
{
    public Task Consume(ConsumeContext<TicksPublished> context)
    {
        return engine.OnTicksAsync(context.Message, context.CancellationToken);
    }
}

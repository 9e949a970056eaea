using MassTransit;
using Trading.Contracts;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading.Messaging;

internal sealed class TicksPublishedConsumer(PaperEngine engine, PaperMetrics metrics) : IConsumer<TicksPublished>
{
    public async Task Consume(ConsumeContext<TicksPublished> context) => await context.SubmitAsync(
        await engine.OnTicksAsync(context.Message, context.CancellationToken), metrics);
}

using MassTransit;
using Trading.Contracts;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading.Messaging;

/// <summary>Bars to the strategies; their orders go out in the bar's own context, so the trace and the conversation go on.</summary>
public sealed class BarClosedConsumer(PaperEngine engine) : IConsumer<BarClosed>
{
    public async Task Consume(ConsumeContext<BarClosed> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var order in await engine.OnBarAsync(context.Message, context.CancellationToken))
        {
            await context.Publish(order, context.CancellationToken);
        }
    }
}

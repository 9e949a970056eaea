using MassTransit;
using Trading.Contracts;
using Trading.PaperTrading.Live;
using Trading.ServiceDefaults.Tracing;

namespace Trading.PaperTrading.Messaging;

/// <summary>
/// Bars to the strategies; their orders go out in the bar's own context, so the trace and the conversation go on. From the intent on a
/// trace is sent, even where the sampler left the bar out.
/// </summary>
internal sealed class BarClosedConsumer(PaperEngine engine, PaperMetrics metrics) : IConsumer<BarClosed>
{
    public async Task Consume(ConsumeContext<BarClosed> context)
    {
        foreach (var order in await engine.OnBarAsync(context.Message, context.CancellationToken))
        {
            using var span = KeptSpan.Start(metrics.Activities, "submit intent");
            await context.Publish(order, context.CancellationToken);
        }
    }
}

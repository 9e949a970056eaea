using MassTransit;
using Trading.Contracts;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading.Messaging;

/// <summary>Bars to the strategies.</summary>
internal sealed class BarClosedConsumer(PaperEngine engine, PaperMetrics metrics) : IConsumer<BarClosed>
{
    public async Task Consume(ConsumeContext<BarClosed> context) => await context.SubmitAsync(
        await engine.OnBarAsync(context.Message, context.CancellationToken), metrics);
}

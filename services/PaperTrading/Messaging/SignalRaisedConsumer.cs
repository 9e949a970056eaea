using MassTransit;
using Trading.Contracts;
using Trading.PaperTrading.Live;
using Trading.PaperTrading.Storage;

namespace Trading.PaperTrading.Messaging;

/// <summary>A signal is kept, and shown to strategies that follow signals; one that was delivered before is not shown again.</summary>
internal sealed class SignalRaisedConsumer(SignalTable signals, PaperEngine engine, PaperMetrics metrics) : IConsumer<SignalRaised>
{
    public async Task Consume(ConsumeContext<SignalRaised> context)
    {
        if (await signals.AddAsync(context.Message, context.CancellationToken))
        {
            await context.SubmitAsync(await engine.OnSignalAsync(context.Message, context.CancellationToken), metrics);
        }
    }
}

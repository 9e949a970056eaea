using MassTransit;
using Trading.Contracts;
using Trading.PaperTrading.Storage;

namespace Trading.PaperTrading.Messaging;

internal sealed class SignalRaisedConsumer(SignalTable signals) : IConsumer<SignalRaised>
{
    public Task Consume(ConsumeContext<SignalRaised> context)
    {
        return signals.AddAsync(context.Message, context.CancellationToken);
    }
}

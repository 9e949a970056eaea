using MassTransit;

namespace Trading.PaperTrading.Messaging;

/// <summary>One message at a time: bars and ticks mean something only in the order in which they happened.</summary>
internal sealed class InOrderDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    public InOrderDefinition() => ConcurrentMessageLimit = 1;
}

using MassTransit;
using Trading.Contracts;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading.Messaging;

/// <summary>The kill switch pauses promoted strategies, and its release lets them go on.</summary>
internal sealed class TradingHaltedConsumer(PaperEngine engine) : IConsumer<TradingHalted>
{
    public Task Consume(ConsumeContext<TradingHalted> context)
    {
        return engine.OnHaltAsync(context.Message, context.CancellationToken);
    }
}

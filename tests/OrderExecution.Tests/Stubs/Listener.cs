using System.Diagnostics;
using MassTransit;
using Trading.Contracts;

namespace Trading.OrderExecution.Tests.Stubs;

internal sealed class Listener(PublishedMessages published)
    : IConsumer<OrderAccepted>, IConsumer<OrderDenied>, IConsumer<OrderRejected>, IConsumer<OrderFilled>, IConsumer<OrderCancelled>, IConsumer<PositionChanged>, IConsumer<TradingHalted>
{
    public Task Consume(ConsumeContext<OrderAccepted> context) => Take(context.Message);

    public Task Consume(ConsumeContext<OrderDenied> context) => Take(context.Message);

    public Task Consume(ConsumeContext<OrderRejected> context) => Take(context.Message);

    public Task Consume(ConsumeContext<OrderFilled> context) => Take(context.Message);

    public Task Consume(ConsumeContext<OrderCancelled> context) => Take(context.Message);

    public Task Consume(ConsumeContext<PositionChanged> context) => Take(context.Message);

    public Task Consume(ConsumeContext<TradingHalted> context) => Take(context.Message);

    private Task Take(object message)
    {
        published.TraceIds.GetOrAdd(message.GetType().Name, _ => new()).Enqueue(Activity.Current?.TraceId.ToHexString() ?? "none");
        published.All.Enqueue(message);
        return Task.CompletedTask;
    }
}

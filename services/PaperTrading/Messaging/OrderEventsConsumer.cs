using MassTransit;
using Trading.Contracts;
using Trading.PaperTrading.Live;

namespace Trading.PaperTrading.Messaging;

/// <summary>What became of promoted orders. Events of one order may come in any order and more than once.</summary>
internal sealed class OrderEventsConsumer(PaperEngine engine)
    : IConsumer<OrderAccepted>, IConsumer<OrderFilled>, IConsumer<OrderDenied>, IConsumer<OrderRejected>, IConsumer<OrderCancelled>
{
    public Task Consume(ConsumeContext<OrderAccepted> context) =>
        engine.OnOrderAsync(context.Message.ClientOrderId, OrderStatus.Accepted, 0, null, null, context.CancellationToken);

    public Task Consume(ConsumeContext<OrderFilled> context) => engine.OnOrderAsync(
        context.Message.ClientOrderId, context.Message.Status, context.Message.CumulativeQuantity, context.Message, null,
        context.CancellationToken);

    public Task Consume(ConsumeContext<OrderDenied> context) => engine.OnOrderAsync(
        context.Message.ClientOrderId, OrderStatus.Denied, 0, null, $"{context.Message.Rule}: {context.Message.Reason}",
        context.CancellationToken);

    public Task Consume(ConsumeContext<OrderRejected> context) => engine.OnOrderAsync(
        context.Message.ClientOrderId, OrderStatus.Rejected, 0, null, $"{context.Message.Code}: {context.Message.Reason}",
        context.CancellationToken);

    public Task Consume(ConsumeContext<OrderCancelled> context) => engine.OnOrderAsync(
        context.Message.ClientOrderId, context.Message.Status, context.Message.CumulativeQuantity, null, context.Message.Reason,
        context.CancellationToken);
}

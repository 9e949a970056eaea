using MassTransit;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution.Messaging;

/// <summary>Cancels over the bus. Unknown and final orders are left alone: the events of the order have said so already.</summary>
internal sealed class CancelOrderConsumer(
    OrderQueries queries, OrderVenues venues, ILogger<CancelOrderConsumer> logger) : IConsumer<CancelOrder>
{
    public async Task Consume(ConsumeContext<CancelOrder> context)
    {
        if (!OrderRequestRules.IsClientOrderId(context.Message.ClientOrderId))
        {
            OrderExecutionLog.BadMessage(logger, "no client order id", $"clientOrderId: {OrderRequestRules.ClientOrderIdRule}");
            return;
        }

        var order = await queries.FindByClientOrderIdAsync(context.Message.ClientOrderId, context.CancellationToken);
        if (order is not { IsFinal: false } || order.Account != context.Message.Account)
        {
            return;
        }

        if (venues.Find<OrderCancellation>(order.Venue) is not { } cancellation)
        {
            OrderExecutionLog.BadMessage(logger, order.ClientOrderId, $"The order's venue '{order.Venue}' is not in this run.");
            return;
        }

        await cancellation.CancelAsync(order, context.CancellationToken);
    }
}

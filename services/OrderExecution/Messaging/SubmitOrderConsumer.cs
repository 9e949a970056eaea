using MassTransit;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution.Messaging;

/// <summary>
/// Orders over the bus. Delivered twice is the same as once: the client order id is the key. An order that is known is reported again:
/// who asks again may have missed what became of it.
/// </summary>
public sealed class SubmitOrderConsumer(OrderSubmission submission, OrderQueries queries, ILogger<SubmitOrderConsumer> logger) : IConsumer<SubmitOrder>
{
    public async Task Consume(ConsumeContext<SubmitOrder> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var message = context.Message;
        var request = new OrderRequest(
            message.ClientOrderId,
            message.Account,
            message.Symbol,
            message.Side,
            message.Type,
            message.TimeInForce,
            message.Quantity,
            message.Price,
            message.StopPrice,
            message.ReduceOnly,
            message.Route,
            message.Strategy,
            Replaces: null,
            message.SubmittedAt);
        var result = await submission.SubmitAsync(request, idempotencyKey: null, context.CancellationToken);
        if (result.Errors is { } errors)
        {
            // Nothing to store and nobody to answer: what is not an order cannot be denied as one.
            OrderExecutionLog.BadMessage(
                logger, errors.ContainsKey("clientOrderId") ? "no client order id" : message.ClientOrderId, string.Join("; ", errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")));
        }
        else if (result is { Kind: StoredOrderKind.Same, Order: { } known })
        {
            foreach (var report in OrderMessages.Again(known, await queries.FillsAsync(known.Id, context.CancellationToken)))
            {
                await context.Publish(report, report.GetType(), context.CancellationToken);
            }
        }
    }
}

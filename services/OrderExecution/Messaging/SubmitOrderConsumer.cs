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
internal sealed class SubmitOrderConsumer(
    OrderSubmission submission, OrderQueries queries, VenueAccess access, TimeProvider time, ILogger<SubmitOrderConsumer> logger) : IConsumer<SubmitOrder>
{
    public async Task Consume(ConsumeContext<SubmitOrder> context)
    {
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
            var known = !errors.ContainsKey("clientOrderId");
            var reason = string.Join("; ", errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}"));
            OrderExecutionLog.BadMessage(logger, known ? message.ClientOrderId : "no client order id", reason);
            if (known && Identifier.IsValid(message.Account) && Identifier.IsSymbol(message.Symbol))
            {
                await context.Publish(Refusal(message, reason), context.CancellationToken);
            }
        }
        else if (result is { Kind: StoredOrderKind.Same, Order: { } known })
        {
            foreach (var report in OrderMessages.Again(known, await queries.FillsAsync(known.Id, context.CancellationToken)))
            {
                await context.Publish(report, report.GetType(), context.CancellationToken);
            }
        }
    }

    /// <summary>What is no order is not stored, but its sender must not wait for an outcome that never comes.</summary>
    private OrderDenied Refusal(SubmitOrder message, string reason) => new()
    {
        OrderId = Guid.Empty,
        ClientOrderId = message.ClientOrderId,
        Account = message.Account,
        Venue = access.Venue.Name,
        Symbol = message.Symbol,
        Rule = "invalidRequest",
        Reason = reason,
        DeniedAt = time.GetUtcNow().UtcDateTime,
    };
}

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
    OrderVenues venues, OrderQueries queries, TimeProvider time, ILogger<SubmitOrderConsumer> logger) : IConsumer<SubmitOrder>
{
    private const string NoId = "no client order id";

    public async Task Consume(ConsumeContext<SubmitOrder> context)
    {
        var message = context.Message;
        if (!venues.TryFind(message.Venue, out var venue, out var code, out var problem))
        {
            await RefuseVenueAsync(context, code, problem);
            return;
        }

        var terms = new OrderTerms(
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
            message.Strategy);
        var request = new OrderRequest(terms) { RequestedAt = message.SubmittedAt, Venue = message.Venue is null ? null : venue };
        var result = await venues.Of<OrderSubmission>(venue).SubmitAsync(request, idempotencyKey: null, context.CancellationToken);
        if (result.Errors is { } errors)
        {
            var known = !errors.ContainsKey("clientOrderId");
            var reason = string.Join("; ", errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}"));
            OrderExecutionLog.BadMessage(logger, known ? message.ClientOrderId : NoId, reason);
            await RefuseAsync(context, venue, "invalidRequest", reason);
        }
        else if (result is { Kind: StoredOrderKind.Same, Order: { } known })
        {
            await ReportAsync(context, known);
        }
    }

    // An order may be known from a run that had one venue: then it is not refused, whatever the message leaves out.
    private async Task RefuseVenueAsync(ConsumeContext<SubmitOrder> context, string code, string problem)
    {
        var message = context.Message;
        if (OrderRequestRules.IsClientOrderId(message.ClientOrderId)
            && await queries.FindByClientOrderIdAsync(message.ClientOrderId, context.CancellationToken) is { } known
            && known.Account == message.Account)
        {
            await ReportAsync(context, known);
            return;
        }

        OrderExecutionLog.BadMessage(
            logger, OrderRequestRules.IsClientOrderId(message.ClientOrderId) ? message.ClientOrderId : NoId, problem);
        await RefuseAsync(context, message.Venue ?? string.Empty, code, problem);
    }

    private async Task ReportAsync(ConsumeContext<SubmitOrder> context, Order known)
    {
        foreach (var report in OrderMessages.Again(known, await queries.FillsAsync(known.Id, context.CancellationToken)))
        {
            await context.Publish(report, report.GetType(), context.CancellationToken);
        }
    }

    /// <summary>What is no order is not stored, but its sender must not wait for an outcome that never comes.</summary>
    private async Task RefuseAsync(ConsumeContext<SubmitOrder> context, string venue, string rule, string reason)
    {
        var message = context.Message;
        if (OrderRequestRules.IsClientOrderId(message.ClientOrderId)
            && Identifier.IsValid(message.Account)
            && Identifier.IsSymbol(message.Symbol))
        {
            await context.Publish(
                new OrderDenied
                {
                    OrderId = Guid.Empty,
                    ClientOrderId = message.ClientOrderId,
                    Account = message.Account,
                    Venue = venue,
                    Symbol = message.Symbol,
                    Rule = rule,
                    Reason = reason,
                    DeniedAt = time.GetUtcNow().UtcDateTime,
                },
                context.CancellationToken);
        }
    }
}

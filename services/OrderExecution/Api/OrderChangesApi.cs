using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;
using Trading.ServiceDefaults.Security;

namespace Trading.OrderExecution.Api;

/// <summary>What changes an order of <c>/orders</c>: it goes to the venue that the order names.</summary>
internal static class OrderChangesApi
{
    public static void MapChanges(this IEndpointRouteBuilder orders)
    {
        orders.MapPut("/{id:guid}", ReplaceAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Replaces an order by one with another quantity, price or stop price")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no order with the id 01a2b3c4-0000-7000-8000-000000000000.")
            .Refuses(StatusCodes.Status409Conflict, "orderFinal", "The order is filled.")
            .Refuses(StatusCodes.Status422UnprocessableEntity, "maxNotional", "The notional 120000 is above 100000.")
            .Refuses(
                StatusCodes.Status422UnprocessableEntity, "venueFilter",
                "The venue's lotSize rule would refuse it: step 0.00001, minimum 0.00001, maximum 9000; the quantity is 0.000001.");
        orders.MapDelete("/", CancelByClientOrderIdAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Cancels the order that was sent with a clientOrderId; a second time changes nothing")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no order with the clientOrderId 'desk-1'.")
            .Refuses(StatusCodes.Status409Conflict, "orderFinal", "The order is filled.");
        orders.MapDelete("/{id:guid}", CancelAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Cancels an order; a second time changes nothing")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no order with the id 01a2b3c4-0000-7000-8000-000000000000.")
            .Refuses(StatusCodes.Status409Conflict, "orderFinal", "The order is filled.")
            .Refuses(StatusCodes.Status409Conflict, "orderReplaced", "The order was replaced by 'mine-2', which is accepted: cancel that.");
    }

    private static async Task<Results<Created<OrderView>, Ok<OrderView>, ProblemHttpResult>> ReplaceAsync(
        Guid id,
        ReplaceBody body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        OrderQueries queries,
        OrderVenues venues,
        CancellationToken cancellationToken)
    {
        if (OrdersApi.BadKey(idempotencyKey) is { } bad)
        {
            return bad;
        }

        if ((body.Quantity ?? body.Price ?? body.StopPrice) is null)
        {
            return Problem.BadRequest("invalidRequest", "A replacement changes quantity, price or stopPrice.");
        }

        var clientOrderId = body.ClientOrderId ?? ClientOrderIds.FromKey(idempotencyKey);
        if (await queries.FindAsync(id, cancellationToken) is not { } known)
        {
            return OrdersApi.Missing(id);
        }

        if (venues.Find<OrderReplacement>(known.Venue) is not { } replacement)
        {
            return Elsewhere(known);
        }

        var replaced = await replacement.ReplaceAsync(id, clientOrderId, body.Quantity, body.Price, body.StopPrice, cancellationToken);
        if (replaced is not { } result)
        {
            return OrdersApi.Missing(id);
        }

        var order = OrderView.Of(result.Order);
        return result switch
        {
            { Submitted: { } submitted } => OrdersApi.Answer(submitted),
            { Denied: { } denial } => Problem.Of(
                StatusCodes.Status422UnprocessableEntity, denial.Rule, denial.Reason, ("orderId", order.Id), ("order", order),
                ("objections", denial.Objections)),
            _ =>
                Problem.Of(
                    StatusCodes.Status409Conflict, result.Refused!, $"The order is {EnumNames.Of(order.Status)}.", ("order", order)),
        };
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> CancelAsync(
        Guid id, OrderQueries queries, OrderVenues venues, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, cancellationToken) is { } order
            ? await EndAsync(order, queries, venues, cancellationToken)
            : OrdersApi.Missing(id);

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> CancelByClientOrderIdAsync(
        string clientOrderId, OrderQueries queries, OrderVenues venues, CancellationToken cancellationToken) =>
        OrdersApi.BadClientOrderId(clientOrderId) is { } bad ? bad
        : await queries.FindByClientOrderIdAsync(clientOrderId, cancellationToken) is { } order
            ? await EndAsync(order, queries, venues, cancellationToken)
        : OrdersApi.Missing(clientOrderId);

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> EndAsync(
        Order order, OrderQueries queries, OrderVenues venues, CancellationToken cancellationToken)
    {
        var after = order;
        if (!order.IsFinal)
        {
            if (venues.Find<OrderCancellation>(order.Venue) is not { } cancellation)
            {
                return Elsewhere(order);
            }

            after = await cancellation.CancelAsync(order, cancellationToken);
        }


        // An amendment that was faster has ended the order and left another in its place, which the caller still has open.
        if (after.Status == OrderStatus.Cancelled
            && (await queries.OpenAsync(cancellationToken)).FirstOrDefault(open => open.Replaces == after.Id) is { } replacement)
        {
            return Problem.Of(
                StatusCodes.Status409Conflict,
                "orderReplaced",
                $"The order was replaced by '{replacement.ClientOrderId}', which is {EnumNames.Of(replacement.Status)}: cancel that.",
                ("order", OrderView.Of(replacement)));
        }

        return after.IsFinal && after.Status != OrderStatus.Cancelled
            ? Problem.Of(
                StatusCodes.Status409Conflict, "orderFinal", $"The order is {EnumNames.Of(after.Status)}.", ("order", OrderView.Of(after)))
            : TypedResults.Ok(OrderView.Of(after));
    }

    private static ProblemHttpResult Elsewhere(Order order) => Problem.Of(
        StatusCodes.Status409Conflict,
        "unknownVenue",
        $"The order's venue '{order.Venue}' is not in this run: nothing was asked there.",
        ("order", OrderView.Of(order)));
}

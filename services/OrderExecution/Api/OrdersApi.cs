using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Security;

namespace Trading.OrderExecution.Api;

/// <summary><c>/orders</c>: reading is open, whatever changes something wants a trader's key.</summary>
internal static class OrdersApi
{
    /// <summary>Header of a page of orders that leads on to the next; absent on the last page.</summary>
    public const string NextCursorHeader = "X-Next-Cursor";

    private const int MaxLimit = 500;

    public static void MapOrders(this IEndpointRouteBuilder endpoints)
    {
        var orders = endpoints.MapGroup("/orders").WithTags("orders");
        orders.MapGet("/", ListAsync)
            .WithSummary("Orders, newest first; with clientOrderId the one order that was sent with it")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no order with the clientOrderId 'desk-1'.");
        orders.MapGet("/{id:guid}", GetAsync)
            .WithSummary("One order with its events, fills and trace id")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no order with the id 01a2b3c4-0000-7000-8000-000000000000.");
        orders.MapPost("/", SubmitAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Places an order; the same key or clientOrderId again is the same order")
            .Refuses(StatusCodes.Status409Conflict, "idempotencyConflict", "The key belongs to an order with another body.")
            .Refuses(StatusCodes.Status422UnprocessableEntity, "maxNotional", "The notional 120000 is above 100000.")
            .Refuses(StatusCodes.Status422UnprocessableEntity, "venueFilter", "The venue's lotSize rule would refuse it: step 0.00001, minimum 0.00001, maximum 9000; the quantity is 0.000001.");
        orders.MapPut("/{id:guid}", ReplaceAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Replaces an order by one with another quantity, price or stop price")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no order with the id 01a2b3c4-0000-7000-8000-000000000000.")
            .Refuses(StatusCodes.Status409Conflict, "orderFinal", "The order is filled.")
            .Refuses(StatusCodes.Status422UnprocessableEntity, "maxNotional", "The notional 120000 is above 100000.")
            .Refuses(StatusCodes.Status422UnprocessableEntity, "venueFilter", "The venue's lotSize rule would refuse it: step 0.00001, minimum 0.00001, maximum 9000; the quantity is 0.000001.");
        orders.MapDelete("/", CancelByClientOrderIdAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Cancels the order that was sent with a clientOrderId; a second time changes nothing")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no order with the clientOrderId 'desk-1'.")
            .Refuses(StatusCodes.Status409Conflict, "orderFinal", "The order is filled.");
        orders.MapDelete("/{id:guid}", CancelAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Cancels an order; a second time changes nothing")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no order with the id 01a2b3c4-0000-7000-8000-000000000000.")
            .Refuses(StatusCodes.Status409Conflict, "orderFinal", "The order is filled.")
            .Refuses(StatusCodes.Status409Conflict, "orderReplaced", "The order was replaced by 'mine-2', which is accepted: cancel that.");
        orders.MapPost("/reconcile", ReconcileAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Compares orders and balances with the venue now");
        orders.MapGet("/slo", Slo)
            .WithSummary("The execution objective since start: orders in time, ratio, latency");
    }

    private static async Task<Results<Created<OrderView>, Ok<OrderView>, ProblemHttpResult>> SubmitAsync(
        OrderBody body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        OrderSubmission submission,
        OrdersOptions options,
        CancellationToken cancellationToken)
    {
        if (BadKey(idempotencyKey) is { } bad)
        {
            return bad;
        }

        var clientOrderId = body.ClientOrderId ?? ClientOrderIds.FromKey(idempotencyKey);
        return body.ToRequest(clientOrderId, options.Account, out var missing) is { } request
            ? Answer(await submission.SubmitAsync(request, idempotencyKey, cancellationToken))
            : ApiProblems.Invalid(missing);
    }

    private static Results<Created<OrderView>, Ok<OrderView>, ProblemHttpResult> Answer(SubmitResult result)
    {
        if (result.Errors is { } errors)
        {
            return ApiProblems.Invalid(errors);
        }

        var order = result.Order!;
        if (result.Kind == StoredOrderKind.Conflict)
        {
            return ApiProblems.Of(
                StatusCodes.Status409Conflict, "idempotencyConflict", "The key belongs to an order with another body.", ("orderId", order.Id));
        }

        if (order.Status == OrderStatus.Denied)
        {
            var view = OrderView.Of(order);
            return ApiProblems.Of(
                StatusCodes.Status422UnprocessableEntity, order.Code!, order.Reason!, ("orderId", order.Id), ("order", view),
                ("objections", view.Objections));
        }

        return result.Kind == StoredOrderKind.Created
            ? TypedResults.Created($"/orders/{order.Id}", OrderView.Of(order))
            : TypedResults.Ok(OrderView.Of(order));
    }

    private static async Task<Results<Ok<IEnumerable<OrderView>>, ProblemHttpResult>> ListAsync(
        HttpContext http,
        OrderQueries queries,
        CancellationToken cancellationToken,
        string? status = null,
        string? symbol = null,
        string? account = null,
        string? clientOrderId = null,
        int limit = 100,
        string? cursor = null)
    {
        OrderStatus? wanted = null;
        if (status is not null)
        {
            if (!EnumNames.TryParse<OrderStatus>(status, out var parsed))
            {
                return ApiProblems.Of(StatusCodes.Status400BadRequest, "invalidRequest", $"status is one of {EnumNames.List<OrderStatus>()}.");
            }

            wanted = parsed;
        }

        long before = 0;
        if (limit is < 1 or > MaxLimit || (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before)))
        {
            return ApiProblems.Of(StatusCodes.Status400BadRequest, "invalidRequest", $"limit is 1 to {MaxLimit}, cursor comes from {NextCursorHeader}.");
        }

        if (BadClientOrderId(clientOrderId) is { } bad)
        {
            return bad;
        }

        var (orders, next) = await queries.ListAsync(
            wanted, symbol?.ToUpperInvariant(), account, clientOrderId, limit, cursor is null ? null : before, cancellationToken);
        if (orders.Count == 0 && clientOrderId is not null && await queries.FindByClientOrderIdAsync(clientOrderId, cancellationToken) is null)
        {
            return Missing(clientOrderId);
        }

        if (next is { } more)
        {
            http.Response.Headers[NextCursorHeader] = more.ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Ok(orders.Select(order => OrderView.Of(order)));
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> GetAsync(Guid id, OrderQueries queries, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, cancellationToken) is { } order
            ? TypedResults.Ok(OrderView.Of(
                order, await queries.EventsAsync(id, cancellationToken), await queries.FillsAsync(id, cancellationToken)))
            : Missing(id);

    private static async Task<Results<Created<OrderView>, Ok<OrderView>, ProblemHttpResult>> ReplaceAsync(
        Guid id,
        ReplaceBody body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        OrderReplacement replacement,
        CancellationToken cancellationToken)
    {
        if (BadKey(idempotencyKey) is { } bad)
        {
            return bad;
        }

        if ((body.Quantity ?? body.Price ?? body.StopPrice) is null)
        {
            return ApiProblems.Of(StatusCodes.Status400BadRequest, "invalidRequest", "A replacement changes quantity, price or stopPrice.");
        }

        var clientOrderId = body.ClientOrderId ?? ClientOrderIds.FromKey(idempotencyKey);
        if (await replacement.ReplaceAsync(id, clientOrderId, body.Quantity, body.Price, body.StopPrice, cancellationToken) is not { } result)
        {
            return Missing(id);
        }

        var order = OrderView.Of(result.Order);
        return result switch
        {
            { Submitted: { } submitted } => Answer(submitted),
            { Denied: { } denial } => ApiProblems.Of(
                StatusCodes.Status422UnprocessableEntity, denial.Rule, denial.Reason, ("orderId", order.Id), ("order", order),
                ("objections", denial.Objections)),
            _ => ApiProblems.Of(StatusCodes.Status409Conflict, result.Refused!, $"The order is {EnumNames.Of(order.Status)}.", ("order", order)),
        };
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> CancelAsync(
        Guid id, OrderQueries queries, OrderCancellation cancellation, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, cancellationToken) is { } order ? await EndAsync(order, queries, cancellation, cancellationToken) : Missing(id);

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> CancelByClientOrderIdAsync(
        string clientOrderId, OrderQueries queries, OrderCancellation cancellation, CancellationToken cancellationToken) =>
        BadClientOrderId(clientOrderId) is { } bad ? bad
        : await queries.FindByClientOrderIdAsync(clientOrderId, cancellationToken) is { } order
            ? await EndAsync(order, queries, cancellation, cancellationToken)
        : Missing(clientOrderId);

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> EndAsync(
        Order order, OrderQueries queries, OrderCancellation cancellation, CancellationToken cancellationToken)
    {
        var after = order.IsFinal ? order : await cancellation.CancelAsync(order, cancellationToken);

        // An amendment that was faster has ended the order and left another in its place, which the caller still has open.
        if (after.Status == OrderStatus.Cancelled
            && (await queries.OpenAsync(cancellationToken)).FirstOrDefault(open => open.Replaces == after.Id) is { } replacement)
        {
            return ApiProblems.Of(
                StatusCodes.Status409Conflict,
                "orderReplaced",
                $"The order was replaced by '{replacement.ClientOrderId}', which is {EnumNames.Of(replacement.Status)}: cancel that.",
                ("order", OrderView.Of(replacement)));
        }

        return after.IsFinal && after.Status != OrderStatus.Cancelled
            ? ApiProblems.Of(StatusCodes.Status409Conflict, "orderFinal", $"The order is {EnumNames.Of(after.Status)}.", ("order", OrderView.Of(after)))
            : TypedResults.Ok(OrderView.Of(after));
    }

    private static async Task<Ok<ReconcileView>> ReconcileAsync(
        AccountReconciler reconciler, ReconcileState state, VenueAccess access, InstrumentBook instruments, CancellationToken cancellationToken)
    {
        var report = await reconciler.RunAsync(cancellationToken);
        state.Observe(report.Orders with { Answered = report.Orders.Answered && report.Synced && (instruments.IsLoaded || !access.IsOpen) });
        return TypedResults.Ok(ReconcileView.Of(report, access.IsOpen));
    }

    private static ProblemHttpResult Missing(Guid id) => ApiProblems.NotFound($"There is no order with the id {id}.");

    private static ProblemHttpResult Missing(string clientOrderId) => ApiProblems.NotFound($"There is no order with the clientOrderId '{clientOrderId}'.");

    // A client order id names one order of this service, whatever its account and venue: the store keeps it unique.
    private static ProblemHttpResult? BadClientOrderId(string? clientOrderId) => clientOrderId is null || OrderRequestRules.IsClientOrderId(clientOrderId)
        ? null
        : ApiProblems.Of(StatusCodes.Status400BadRequest, "invalidRequest", $"clientOrderId: {OrderRequestRules.ClientOrderIdRule}");

    private static ProblemHttpResult? BadKey(string? idempotencyKey) => idempotencyKey is null || Identifier.IsValid(idempotencyKey)
        ? null
        : ApiProblems.Of(StatusCodes.Status400BadRequest, "invalidRequest", $"Idempotency-Key: {Identifier.Rule}.");

    private static Ok<SloView> Slo(ExecutionObjective objective) => TypedResults.Ok(SloView.Of(objective));
}

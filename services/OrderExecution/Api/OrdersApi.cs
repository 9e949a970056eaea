using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Storage;
using Trading.ServiceDefaults.Json;
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
        orders.MapGet("/", ListAsync);
        orders.MapGet("/{id:guid}", GetAsync);
        orders.MapPost("/", SubmitAsync).RequireApiKey(ApiRole.Trader);
        orders.MapPut("/{id:guid}", ReplaceAsync).RequireApiKey(ApiRole.Trader);
        orders.MapDelete("/{id:guid}", CancelAsync).RequireApiKey(ApiRole.Trader);
        orders.MapPost("/reconcile", ReconcileAsync).RequireApiKey(ApiRole.Trader);
        orders.MapGet("/slo", Slo);
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
            return ApiProblems.Of(StatusCodes.Status422UnprocessableEntity, order.Code!, order.Reason!, ("orderId", order.Id), ("order", OrderView.Of(order)));
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

        var (orders, next) = await queries.ListAsync(
            wanted, symbol?.ToUpperInvariant(), account, limit, cursor is null ? null : before, cancellationToken);
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
            : ApiProblems.NotFound("order");

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
            return ApiProblems.NotFound("order");
        }

        var order = OrderView.Of(result.Order);
        return result switch
        {
            { Submitted: { } submitted } => Answer(submitted),
            { Denied: { } denial } => ApiProblems.Of(
                StatusCodes.Status422UnprocessableEntity, denial.Rule, denial.Reason, ("orderId", order.Id), ("order", order)),
            _ => ApiProblems.Of(StatusCodes.Status409Conflict, result.Refused!, $"The order is {StoredText.Of(order.Status)}.", ("order", order)),
        };
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> CancelAsync(
        Guid id, OrderQueries queries, OrderCancellation cancellation, CancellationToken cancellationToken)
    {
        if (await queries.FindAsync(id, cancellationToken) is not { } order)
        {
            return ApiProblems.NotFound("order");
        }

        var after = order.IsFinal ? order : await cancellation.CancelAsync(order, cancellationToken);
        return after.IsFinal && after.Status != OrderStatus.Cancelled
            ? ApiProblems.Of(StatusCodes.Status409Conflict, "orderFinal", $"The order is {StoredText.Of(after.Status)}.", ("order", OrderView.Of(after)))
            : TypedResults.Ok(OrderView.Of(after));
    }

    private static async Task<Ok<ReconcileView>> ReconcileAsync(
        AccountReconciler reconciler, ReconcileState state, VenueAccess access, InstrumentBook instruments, CancellationToken cancellationToken)
    {
        var report = await reconciler.RunAsync(cancellationToken);
        state.Observe(report.Orders with { Answered = report.Orders.Answered && report.Synced && (instruments.IsLoaded || !access.IsOpen) });
        return TypedResults.Ok(ReconcileView.Of(report, access.IsOpen));
    }

    private static ProblemHttpResult? BadKey(string? idempotencyKey) => idempotencyKey is null || Identifier.IsValid(idempotencyKey)
        ? null
        : ApiProblems.Of(StatusCodes.Status400BadRequest, "invalidRequest", $"Idempotency-Key: {Identifier.Rule}.");

    private static Ok<SloView> Slo(ExecutionObjective objective) => TypedResults.Ok(SloView.Of(objective));
}

using System.Globalization;
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
            .Refuses(StatusCodes.Status400BadRequest, "unknownVenue", "The venue 'mine' is not in this run, which has simulator.")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no order with the clientOrderId 'desk-1'.");
        orders.MapGet("/{id:guid}", GetAsync)
            .WithSummary("One order with its events, fills and trace id")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no order with the id 01a2b3c4-0000-7000-8000-000000000000.");
        orders.MapPost("/", SubmitAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Places an order; the same key or clientOrderId again is the same order")
            .RefusesVenues()
            .Refuses(StatusCodes.Status409Conflict, "idempotencyConflict", "The key belongs to an order with another body.")
            .Refuses(StatusCodes.Status422UnprocessableEntity, "maxNotional", "The notional 120000 is above 100000.")
            .Refuses(
                StatusCodes.Status422UnprocessableEntity, "venueFilter",
                "The venue's lotSize rule would refuse it: step 0.00001, minimum 0.00001, maximum 9000; the quantity is 0.000001.");
        orders.MapChanges();
        orders.MapPost("/reconcile", ReconcileAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Compares orders and balances with the venue now");
        orders.MapGet("/slo", Slo)
            .WithSummary("The execution objective since start: orders in time, ratio, latency");
    }

    private static async Task<Results<Created<OrderView>, Ok<OrderView>, ProblemHttpResult>> SubmitAsync(
        OrderBody body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        OrderVenues venues,
        OrdersOptions options,
        CancellationToken cancellationToken)
    {
        if (BadKey(idempotencyKey) is { } bad)
        {
            return bad;
        }

        var clientOrderId = body.ClientOrderId ?? ClientOrderIds.FromKey(idempotencyKey);
        var found = venues.TryFind(body.Venue, out var venue, out var code, out var problem);
        return body.ToRequest(clientOrderId, options.Account, body.Venue is null ? null : venue, out var missing) is not { } request
            ? ApiProblems.Invalid(missing)
            : found ? Answer(await venues.Of<OrderSubmission>(venue!).SubmitAsync(request, idempotencyKey, cancellationToken))
            : Problem.BadRequest(code!, problem!);
    }

    internal static Results<Created<OrderView>, Ok<OrderView>, ProblemHttpResult> Answer(SubmitResult result)
    {
        if (result.Errors is { } errors)
        {
            return ApiProblems.Invalid(errors);
        }

        var order = result.Order!;
        if (result.Kind == StoredOrderKind.Conflict)
        {
            return Problem.Of(
                StatusCodes.Status409Conflict, "idempotencyConflict", "The key belongs to an order with another body.",
                ("orderId", order.Id));
        }

        if (order.Status == OrderStatus.Denied)
        {
            var view = OrderView.Of(order);
            return Problem.Of(
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
        OrderVenues venues,
        CancellationToken cancellationToken,
        string? status = null,
        string? symbol = null,
        string? account = null,
        string? venue = null,
        string? clientOrderId = null,
        int limit = 100,
        string? cursor = null)
    {
        OrderStatus? wanted = null;
        if (status is not null)
        {
            if (!EnumNames.TryParse<OrderStatus>(status, out var parsed))
            {
                return Problem.BadRequest("invalidRequest", $"status is one of {EnumNames.List<OrderStatus>()}.");
            }

            wanted = parsed;
        }

        long before = 0;
        if (limit is < 1 or > MaxLimit
            || (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before)))
        {
            return Problem.BadRequest("invalidRequest", $"limit is 1 to {MaxLimit}, cursor comes from {NextCursorHeader}.");
        }

        if ((BadClientOrderId(clientOrderId) ?? ApiProblems.OfList(venues, ref venue)) is { } bad)
        {
            return bad;
        }

        var (orders, next) = await queries.ListAsync(
            wanted, symbol?.ToUpperInvariant(), account, clientOrderId, limit, cursor is null ? null : before, cancellationToken, venue);
        if (orders.Count == 0
            && clientOrderId is not null
            && await queries.FindByClientOrderIdAsync(clientOrderId, cancellationToken) is null)
        {
            return Missing(clientOrderId);
        }

        if (next is { } more)
        {
            http.Response.Headers[NextCursorHeader] = more.ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Ok(orders.Select(order => OrderView.Of(order)));
    }

    private static async Task<Results<Ok<OrderView>, ProblemHttpResult>> GetAsync(
        Guid id, OrderQueries queries, CancellationToken cancellationToken) =>
        await queries.FindAsync(id, cancellationToken) is { } order
            ? TypedResults.Ok(OrderView.Of(
                order, await queries.EventsAsync(id, cancellationToken), await queries.FillsAsync(id, cancellationToken)))
            : Missing(id);

    /// <summary>Without a venue every one is asked.</summary>
    private static async Task<Results<Ok<ReconcileView>, ProblemHttpResult>> ReconcileAsync(
        OrderVenues venues, CancellationToken cancellationToken, string? venue = null)
    {
        var asked = venues.Run.Select(each => each.Name);
        if (venue is not null)
        {
            if (!venues.TryFind(venue, out var name, out var code, out var problem))
            {
                return Problem.BadRequest(code, problem);
            }

            asked = [name];
        }

        var views = await Task.WhenAll(asked.Select(name => AskAsync(name, venues, cancellationToken)));
        return TypedResults.Ok(ReconcileView.Of(views));
    }

    private static async Task<ReconcileView> AskAsync(string venue, OrderVenues venues, CancellationToken cancellationToken)
    {
        var report = await venues.Of<AccountReconciler>(venue).RunAsync(cancellationToken);
        var isOpen = venues.Of<VenueAccess>(venue).IsOpen;
        venues.Of<ReconcileState>(venue).Observe(report.Orders with
        {
            Answered = report.Orders.Answered && report.Synced && (venues.Of<InstrumentCache>(venue).IsLoaded || !isOpen),
        });
        return ReconcileView.Of(report, isOpen);
    }

    internal static ProblemHttpResult Missing(Guid id) => ApiProblems.NotFound($"There is no order with the id {id}.");

    internal static ProblemHttpResult Missing(string clientOrderId) =>
        ApiProblems.NotFound($"There is no order with the clientOrderId '{clientOrderId}'.");

    // A client order id names one order of this service, whatever its account and venue: the store keeps it unique.
    internal static ProblemHttpResult? BadClientOrderId(string? clientOrderId) =>
        clientOrderId is null || OrderRequestRules.IsClientOrderId(clientOrderId)
        ? null
        : Problem.BadRequest("invalidRequest", $"clientOrderId: {OrderRequestRules.ClientOrderIdRule}");

    internal static ProblemHttpResult? BadKey(string? idempotencyKey) => idempotencyKey is null || Identifier.IsValid(idempotencyKey)
        ? null
        : Problem.BadRequest("invalidRequest", $"Idempotency-Key: {Identifier.Rule}.");

    private static Ok<SloView> Slo(ExecutionObjective objective) => TypedResults.Ok(SloView.Of(objective));
}

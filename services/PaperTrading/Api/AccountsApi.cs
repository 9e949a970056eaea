using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Backtesting.Statistics;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Live;
using Trading.PaperTrading.Storage;
using Trading.ServiceDefaults.OpenApi;

namespace Trading.PaperTrading.Api;

internal static class AccountsApi
{
    /// <summary>Response header with the cursor of the next page; absent on the last one.</summary>
    public const string CursorHeader = "X-Next-Cursor";

    private const int LatestTrades = 10;
    private const int MaxLimit = 1000;

    public static void MapAccounts(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/paper/accounts").WithTags("paper-trading");
        group.MapGet("", ListAsync)
            .WithSummary("Paper accounts, one a strategy, at the present prices");
        group.MapGet("/{id}", GetAsync)
            .WithSummary("One paper account with its positions, latest trades and live orders")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no strategy 'mine'; there are: ma-cross-simulator.");
        group.MapGet("/{id}/trades", TradesAsync)
            .WithSummary("Trades of a paper account, newest first; the header X-Next-Cursor leads on")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no strategy 'mine'; there are: ma-cross-simulator.");
        group.MapGet("/{id}/equity", EquityAsync)
            .WithSummary("The newest points of the equity curve, oldest first; the header X-Next-Cursor leads to those before")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no strategy 'mine'; there are: ma-cross-simulator.");
    }

    private static async Task<Ok<List<AccountView>>> ListAsync(
        PaperEngine engine, HaltState halt, TradeTable trades, LiveOrderTable orders, CancellationToken cancellationToken)
    {
        var views = new List<AccountView>();
        foreach (var snapshot in await engine.ValueAsync(cancellationToken))
        {
            views.Add(await ViewAsync(snapshot, halt, trades, orders, cancellationToken));
        }

        return TypedResults.Ok(views);
    }

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> GetAsync(
        string id,
        PaperEngine engine,
        SessionRegistry book,
        HaltState halt,
        TradeTable trades,
        LiveOrderTable orders,
        CancellationToken cancellationToken)
    {
        var snapshot = (await engine.ValueAsync(cancellationToken)).FirstOrDefault(account => account.Strategy.Id == book.IdOf(id));
        return snapshot is null ? Missing(book, id) : TypedResults.Ok(await ViewAsync(snapshot, halt, trades, orders, cancellationToken));
    }

    private static async Task<Results<Ok<List<TradeView>>, ProblemHttpResult>> TradesAsync(
        string id, SessionRegistry book, TradeTable table, HttpResponse response, CancellationToken cancellationToken, int limit = 100,
        string? cursor = null)
    {
        if (book.Find(id) is null)
        {
            return Missing(book, id);
        }

        (DateTime Time, string Id)? before = null;
        if (cursor is not null)
        {
            var dash = cursor.IndexOf('-', StringComparison.Ordinal);
            if (dash < 0 || TimeOf(cursor[..dash]) is not { } time)
            {
                return BadCursor();
            }

            before = (time, cursor[(dash + 1)..]);
        }

        var rows = await table.ListAsync(book.IdOf(id), Math.Clamp(limit, 1, MaxLimit), before, cancellationToken);
        if (rows.Count == Math.Clamp(limit, 1, MaxLimit))
        {
            response.Headers[CursorHeader] = string.Create(
                CultureInfo.InvariantCulture, $"{rows[^1].Trade.Time.Ticks}-{rows[^1].Trade.Id}");
        }

        return TypedResults.Ok(rows.Select(TradeView.Of).ToList());
    }

    private static async Task<Results<Ok<IReadOnlyList<EquityPoint>>, ProblemHttpResult>> EquityAsync(
        string id, SessionRegistry book, EquityTable table, HttpResponse response, CancellationToken cancellationToken, int limit = 500,
        string? cursor = null)
    {
        if (book.Find(id) is null)
        {
            return Missing(book, id);
        }

        var before = cursor is null ? null : TimeOf(cursor);
        if (cursor is not null && before is null)
        {
            return BadCursor();
        }

        var points = await table.ListAsync(book.IdOf(id), Math.Clamp(limit, 1, 10 * MaxLimit), before, cancellationToken);
        if (points.Count == Math.Clamp(limit, 1, 10 * MaxLimit))
        {
            response.Headers[CursorHeader] = points[0].Time.Ticks.ToString(CultureInfo.InvariantCulture);
        }

        return TypedResults.Ok(points);
    }

    private static async Task<AccountView> ViewAsync(
        AccountSnapshot snapshot, HaltState halt, TradeTable trades, LiveOrderTable orders, CancellationToken cancellationToken)
    {
        var id = snapshot.Strategy.Id;
        return AccountView.Of(
            snapshot,
            halt,
            await trades.CountAsync(id, cancellationToken),
            await trades.ListAsync(id, LatestTrades, null, cancellationToken),
            await orders.ListAsync(id, LatestTrades, cancellationToken));
    }

    private static DateTime? TimeOf(string ticks) =>
        long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= DateTime.MaxValue.Ticks
            ? new DateTime(value, DateTimeKind.Utc)
            : null;

    // An account has the id of its strategy.
    private static ProblemHttpResult Missing(SessionRegistry book, string id) => book.NotFound(id).ToProblem();

    private static ProblemHttpResult BadCursor() =>
        Refusal.Invalid("cursor", $"Send the cursor of the {CursorHeader} header as it was.").ToProblem();
}

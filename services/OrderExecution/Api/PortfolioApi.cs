using Microsoft.AspNetCore.Http.HttpResults;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Risk;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Security;

namespace Trading.OrderExecution.Api;

/// <summary>What is held, and where orders go. All is open to read; an administrator accepts balances.</summary>
internal static class PortfolioApi
{
    public static void MapPortfolio(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/positions", Positions).WithTags("positions")
            .WithSummary("Open and past positions by account and symbol");
        endpoints.MapGet("/accounts", (AccountBook accounts, BalanceState balances, TradingState state, ReferencePrices prices) =>
            TypedResults.Ok(accounts.All().Select(account => View(account, accounts, balances, state, prices)))).WithTags("accounts")
            .WithSummary("Accounts at the venue with balances, equity and differences");
        endpoints.MapGet("/accounts/{id}", Account).WithTags("accounts")
            .WithSummary("One account at the venue")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no account 'mine' at the venue. There is: main.");
        endpoints.MapPost("/accounts/{id}/baseline", AcceptBalancesAsync).WithTags("accounts").RequireApiKey(ApiRole.Admin)
            .WithSummary("Accepts the balances as the venue states them, after a deposit or a withdrawal")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no account 'mine' at the venue. There is: main.")
            .Refuses(
                StatusCodes.Status409Conflict,
                "notComparable",
                "The venue did not answer, or fills came in all the while. Nothing changed; ask again.");
        endpoints.MapGet("/liquidity-providers", Providers).WithTags("liquidity-providers")
            .WithSummary("Where orders go: connection, latency, fill ratio, reject ratio, score");
    }

    private static Ok<IEnumerable<PositionView>> Positions(
        TradingState state, ReferencePrices prices, string? account = null, string? symbol = null) =>
        TypedResults.Ok(
            PositionsOf(account, state, prices).Where(position => symbol is null || position.Symbol == symbol.ToUpperInvariant()));

    private static Results<Ok<AccountView>, ProblemHttpResult> Account(
        string id, AccountBook accounts, BalanceState balances, TradingState state, ReferencePrices prices) =>
        accounts.Find(id) is { } account
            ? TypedResults.Ok(View(account, accounts, balances, state, prices))
            : Missing(id, accounts);

    /// <summary>Takes the balances as the venue states them for right: a deposit or a withdrawal no longer shows as a difference.</summary>
    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> AcceptBalancesAsync(
        string id,
        AccountReconciler reconciler,
        AccountBook accounts,
        BalanceState balances,
        TradingState state,
        ReferencePrices prices,
        OrdersOptions options,
        CancellationToken cancellationToken)
    {
        if (id != options.Account)
        {
            return Missing(id, accounts);
        }

        return await reconciler.AcceptAsync("admin", cancellationToken) && accounts.Find(id) is { } account
            ? TypedResults.Ok(View(account, accounts, balances, state, prices))
            : ApiProblems.Of(
                StatusCodes.Status409Conflict, "notComparable", "The venue did not answer, or fills came in all the while. Nothing changed; ask again.");
    }

    private static ProblemHttpResult Missing(string id, AccountBook accounts) => ApiProblems.NotFound(
        $"There is no account '{id}' at the venue. {(accounts.Names() is { Length: > 0 } names ? $"There is: {names}." : "The venue has stated none yet.")}");

    private static AccountView View(
        AccountSnapshot account, AccountBook accounts, BalanceState balances, TradingState state, ReferencePrices prices) =>
        AccountView.Of(account, accounts.ValueOf(account), PositionsOf(account.Account, state, prices), balances);

    private static Ok<IEnumerable<ProviderView>> Providers(
        VenueAccess access, ProviderStatistics provider, UserStreamState stream, OrdersOptions options) =>
        TypedResults.Ok<IEnumerable<ProviderView>>([ProviderView.Of(access, provider, stream, options)]);

    private static IEnumerable<PositionView> PositionsOf(string? account, TradingState state, ReferencePrices prices) => state.Positions()
        .Where(position => account is null || position.Account == account)
        .OrderBy(position => position.Account, StringComparer.Ordinal)
        .ThenBy(position => position.Symbol, StringComparer.Ordinal)
        .Select(position => PositionView.Of(position, prices.Find(position.Symbol)?.Price));
}

using Microsoft.AspNetCore.Http.HttpResults;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Risk;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;
using Trading.ServiceDefaults.Security;

namespace Trading.OrderExecution.Api;

/// <summary>What is held, and where orders go. All is open to read; an administrator accepts balances.</summary>
internal static class PortfolioApi
{
    public static void MapPortfolio(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/positions", Positions).WithTags("positions")
            .WithSummary("Open and past positions by account and symbol");
        endpoints.MapGet("/accounts", Accounts).WithTags("accounts")
            .WithSummary("Accounts at the venues with balances, equity and differences");
        endpoints.MapGet("/accounts/{id}", Account).WithTags("accounts")
            .WithSummary("One account at a venue")
            .RefusesVenues()
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no account 'mine' at the venue. There is: main.");
        endpoints.MapPost("/accounts/{id}/baseline", AcceptBalancesAsync).WithTags("accounts").RequireApiKey(ApiRole.Admin)
            .WithSummary("Accepts the balances as the venue states them, after a deposit or a withdrawal")
            .RefusesVenues()
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no account 'mine' at the venue. There is: main.")
            .Refuses(
                StatusCodes.Status409Conflict,
                "notComparable",
                "The venue did not answer, or fills came in all the while. Nothing changed; ask again.");
        endpoints.MapGet("/liquidity-providers", Providers).WithTags("liquidity-providers")
            .WithSummary("Where orders go: connection, latency, fill ratio, reject ratio, score");
    }

    private static Results<Ok<IEnumerable<PositionView>>, ProblemHttpResult> Positions(
        TradingState state, OrderVenues venues, string? account = null, string? symbol = null, string? venue = null) =>
        ApiProblems.OfList(venues, ref venue) is { } bad ? bad : TypedResults.Ok(PositionsOf(state, venues)
            .Where(position => (account is null || position.Account == account)
                && (venue is null || position.Venue == venue)
                && (symbol is null || position.Symbol == symbol.ToUpperInvariant())));

    private static Results<Ok<IEnumerable<AccountView>>, ProblemHttpResult> Accounts(
        TradingState state, OrderVenues venues, string? venue = null) =>
        ApiProblems.OfList(venues, ref venue) is { } bad ? bad : TypedResults.Ok(venues.Run
            .Where(each => venue is null || each.Name == venue)
            .SelectMany(each => venues.Of<BalanceCache>(each.Name).All().Select(account => View(account, each.Name, state, venues))));

    private static Results<Ok<AccountView>, ProblemHttpResult> Account(
        string id, TradingState state, OrderVenues venues, string? venue = null) =>
        !venues.TryFind(venue, out var name, out var code, out var problem) ? Problem.BadRequest(code, problem)
        : venues.Of<BalanceCache>(name).Find(id) is { } account ? TypedResults.Ok(View(account, name, state, venues))
        : Missing(id, venues.Of<BalanceCache>(name));

    /// <summary>Takes the balances as the venue states them for right: a deposit or a withdrawal no longer shows as a difference.</summary>
    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> AcceptBalancesAsync(
        string id, TradingState state, OrderVenues venues, OrdersOptions options, CancellationToken cancellationToken, string? venue = null)
    {
        if (!venues.TryFind(venue, out var name, out var code, out var problem))
        {
            return Problem.BadRequest(code, problem);
        }

        var accounts = venues.Of<BalanceCache>(name);
        if (id != options.Account)
        {
            return Missing(id, accounts);
        }

        return await venues.Of<AccountReconciler>(name).AcceptAsync("admin", cancellationToken) && accounts.Find(id) is { } account
            ? TypedResults.Ok(View(account, name, state, venues))
            : Problem.Of(
                StatusCodes.Status409Conflict, "notComparable",
                "The venue did not answer, or fills came in all the while. Nothing changed; ask again.");
    }

    private static ProblemHttpResult Missing(string id, BalanceCache accounts) => ApiProblems.NotFound(
        $"There is no account '{id}' at the venue. "
            + $"{(accounts.Names() is { Length: > 0 } names ? $"There is: {names}." : "The venue has stated none yet.")}");

    private static AccountView View(AccountSnapshot account, string venue, TradingState state, OrderVenues venues) => AccountView.Of(
        account,
        venues.Of<BalanceCache>(venue).ValueOf(account),
        PositionsOf(state, venues).Where(position => position.Account == account.Account && venues.MarketOf(position.Venue) == venue),
        venues.Of<BalanceState>(venue));

    private static Ok<IEnumerable<ProviderView>> Providers(OrderVenues venues, OrdersOptions options) =>
        TypedResults.Ok(venues.Run.Select(venue => ProviderView.Of(
            venues.Of<VenueAccess>(venue.Name), venues.Of<ProviderStatistics>(venue.Name), venues.Of<UserStreamState>(venue.Name),
            options)));

    private static IEnumerable<PositionView> PositionsOf(TradingState state, OrderVenues venues) => state.Positions()
        .OrderBy(position => position.Account, StringComparer.Ordinal)
        .ThenBy(position => position.Symbol, StringComparer.Ordinal)
        .ThenBy(position => position.Venue, StringComparer.Ordinal)
        .Select(position => PositionView.Of(position, venues.Find<ReferencePrices>(position.Venue)?.Find(position.Symbol)?.Price));
}

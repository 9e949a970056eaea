using Microsoft.AspNetCore.Http.HttpResults;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Feeds;
using Trading.OrderExecution.Risk;

namespace Trading.OrderExecution.Api;

/// <summary>What is held, and where orders go: read only.</summary>
internal static class PortfolioApi
{
    public static void MapPortfolio(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/positions", Positions).WithTags("positions");
        endpoints.MapGet("/accounts", (AccountBook accounts, TradingState state, ReferencePrices prices) =>
            TypedResults.Ok(accounts.All().Select(account => AccountView.Of(account, accounts.ValueOf(account), PositionsOf(account.Account, state, prices)))))
            .WithTags("accounts");
        endpoints.MapGet("/accounts/{id}", Account).WithTags("accounts");
        endpoints.MapGet("/liquidity-providers", Providers).WithTags("liquidity-providers");
    }

    private static Ok<IEnumerable<PositionView>> Positions(TradingState state, ReferencePrices prices, string? account = null, string? symbol = null) =>
        TypedResults.Ok(PositionsOf(account, state, prices).Where(position => symbol is null || position.Symbol == symbol.ToUpperInvariant()));

    private static Results<Ok<AccountView>, ProblemHttpResult> Account(
        string id, AccountBook accounts, TradingState state, ReferencePrices prices) =>
        accounts.Find(id) is { } account
            ? TypedResults.Ok(AccountView.Of(account, accounts.ValueOf(account), PositionsOf(id, state, prices)))
            : ApiProblems.NotFound("account");

    private static Ok<IEnumerable<ProviderView>> Providers(VenueAccess access, ProviderStatistics provider, UserStreamState stream) =>
        TypedResults.Ok<IEnumerable<ProviderView>>([ProviderView.Of(access, provider, stream)]);

    private static IEnumerable<PositionView> PositionsOf(string? account, TradingState state, ReferencePrices prices) => state.Positions()
        .Where(position => account is null || position.Account == account)
        .OrderBy(position => position.Account, StringComparer.Ordinal)
        .ThenBy(position => position.Symbol, StringComparer.Ordinal)
        .Select(position => PositionView.Of(position, prices.Find(position.Symbol)?.Price));
}

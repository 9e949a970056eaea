using Microsoft.AspNetCore.Http.HttpResults;
using Trading.Contracts;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Live;
using Trading.PaperTrading.Loading;
using Trading.PaperTrading.Storage;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Security;
using Trading.Strategies;

namespace Trading.PaperTrading.Api;

internal static class StrategiesApi
{
    public static void MapStrategies(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/paper").WithTags("paper-trading");
        group.MapGet("/strategies", List)
            .WithSummary("Strategies with their state, parameters and accounts");
        group.MapPost("/strategies", CreateAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Makes a strategy")
            .RefusesVenues();
        group.MapGet("/strategies/kinds", Kinds)
            .WithSummary("Kinds of strategies with their parameters: name, default, range and description; and files that give none");
        group.MapPatch("/strategies/{id}", ChangeAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Starts, stops, promotes, demotes or aligns a strategy")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no strategy 'mine'; there are: ma-cross-simulator.");
        group.MapGet("/strategies/{id}", Get)
            .WithSummary("One strategy with its state, parameters and account")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no strategy 'mine'; there are: ma-cross-simulator.");
        group.MapDelete("/strategies/{id}", DeleteAsync).RequireApiKey(ApiRole.Trader)
            .WithSummary("Deletes a strategy that has been stopped")
            .Refuses(StatusCodes.Status409Conflict, "strategyRunning", "Strategy 'ma-cross-simulator' runs. Stop it first.")
            .Refuses(StatusCodes.Status404NotFound, "notFound", "There is no strategy 'mine'; there are: ma-cross-simulator.");
        group.MapGet("/signals", SignalsAsync)
            .WithSummary("Signals of all strategies, newest first");
    }

    private static Ok<List<StrategyView>> List(SessionRegistry book, HaltState halt) =>
        TypedResults.Ok(
            book.Definitions.Select(strategy => book.Snapshot(strategy.Id)).OfType<AccountSnapshot>()
                .Select(of => StrategyView.Of(of, halt)).ToList());

    private static Ok<List<StrategyKindView>> Kinds(StrategyCatalogue catalogue, StrategyFolder folder) =>
        TypedResults.Ok(StrategyKindView.All(catalogue, folder));

    private static Results<Ok<StrategyView>, ProblemHttpResult> Get(string id, SessionRegistry book, HaltState halt) =>
        book.Snapshot(book.IdOf(id)) is { } snapshot ? TypedResults.Ok(StrategyView.Of(snapshot, halt)) : book.NotFound(id).ToProblem();

    private static async Task<Results<Created<StrategyView>, ProblemHttpResult>> CreateAsync(
        StrategyRequest request, StrategyService desk, SessionRegistry book, HaltState halt, CancellationToken cancellationToken)
    {
        var outcome = await desk.CreateAsync(request, cancellationToken);
        return outcome.Value is { } strategy
            ? TypedResults.Created($"/paper/strategies/{strategy.Id}", StrategyView.Of(book.Snapshot(strategy.Id)!, halt))
            : outcome.Refusal!.ToProblem();
    }

    private static async Task<Results<Ok<StrategyView>, ProblemHttpResult>> ChangeAsync(
        string id, StrategyChange change, StrategyService desk, LiveAlignment alignment, SessionRegistry book, HaltState halt,
        CancellationToken cancellationToken)
    {
        id = book.IdOf(id);
        if (change.IsAlignment)
        {
            var aligned = await alignment.AlignAsync(id, cancellationToken);
            return aligned.Value is { } sent
                ? TypedResults.Ok(StrategyView.Of(book.Snapshot(id)!, halt) with { Sent = sent })
                : aligned.Refusal!.ToProblem();
        }

        if (change.Wanted() is not var (state, promoted))
        {
            return Refusal.Invalid("action", "Send action start, stop, promote, demote or align, or state and promoted.").ToProblem();
        }

        var outcome = await desk.ChangeAsync(id, state, promoted, cancellationToken);
        return outcome.Value is { } strategy
            ? TypedResults.Ok(StrategyView.Of(book.Snapshot(strategy.Id)!, halt))
            : outcome.Refusal!.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        string id, StrategyService desk, SessionRegistry book, CancellationToken cancellationToken) =>
        (await desk.DeleteAsync(book.IdOf(id), cancellationToken)).Refusal is { } refusal ? refusal.ToProblem() : TypedResults.NoContent();

    private static async Task<Ok<IReadOnlyList<SignalRaised>>> SignalsAsync(
        SignalTable signals, CancellationToken cancellationToken, int limit = 50) =>
        TypedResults.Ok(await signals.ListAsync(Math.Clamp(limit, 1, 1000), cancellationToken));
}

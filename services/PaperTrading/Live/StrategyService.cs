using System.Text;
using Trading.Backtesting.Engine;
using Trading.Exchanges.Venues;
using Trading.PaperTrading.Domain;
using Trading.PaperTrading.Storage;
using Trading.ServiceDefaults.Databases;
using Trading.Strategies;

namespace Trading.PaperTrading.Live;

/// <summary>Creates, starts, stops and promotes strategies. Refusals are values: a code and a reason.</summary>
internal sealed partial class StrategyService(
    PaperEngine engine,
    StrategyFaults faults,
    StrategyTable table,
    LiveOrderTable orders,
    HaltState halt,
    VenueCatalog venues,
    StrategyCatalogue catalogue,
    PaperOptions options,
    TimeProvider clock,
    ILogger<StrategyService> logger)
{
    /// <summary>Whether the strategies are loaded.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Reads all strategies of the run's venues and makes the default one if it is wanted and not there.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        await engine.ChangeAsync(
            async book =>
            {
                await halt.LoadAsync(cancellationToken);
                foreach (var venue in venues.Run)
                {
                    // One that was made while the run called its venue by the other name goes on under that of this run.
                    foreach (var strategy in await table.ListAsync(venue.Name, venue.Venue.Description.Alias, cancellationToken))
                    {
                        await LoadAsync(book, strategy with { Venue = venue.Name }, cancellationToken);
                    }
                }

                return true;
            },
            cancellationToken);
        if (options.Default.Enabled)
        {
            await EnsureDefaultAsync(cancellationToken);
        }

        IsOpen = true;
    }

    public async Task<Outcome<StrategyDefinition>> CreateAsync(StrategyRequest request, CancellationToken cancellationToken)
    {
        if (!venues.TryFindInRun(request.Venue, out var venue, out var problem))
        {
            return Refusal.OfVenue(request.Venue, problem);
        }

        if (StrategyRequestRules.Problem(request, venue.Options, catalogue, out var plan, out var interval) is { } refusal)
        {
            return refusal;
        }

        var definition = new StrategyDefinition(
            IdOf(request.Name), request.Name.Trim(), plan!.Kind, venue.Name, StrategyRequestRules.SymbolsOf(request.Symbols), interval,
            plan.Parameters, request.Cash, request.Start ? StrategyState.Running : StrategyState.Stopped, request.Promoted,
            StoredValue.Kept(clock.GetUtcNow().UtcDateTime), Fault: null, request.Protections ?? Protections.None);
        if (definition.Promoted && PromotionProblem(definition, plan.Create().Uses) is { } unplaceable)
        {
            return unplaceable;
        }

        return await engine.ChangeAsync(book => AddAsync(book, definition, cancellationToken), cancellationToken);
    }

    /// <summary>Starts, stops, promotes or demotes; null leaves a thing as it is.</summary>
    public Task<Outcome<StrategyDefinition>> ChangeAsync(
        string id, StrategyState? state, bool? promoted, CancellationToken cancellationToken) =>
        engine.ChangeAsync<Outcome<StrategyDefinition>>(
            async book =>
            {
                if (book.Find(id) is not { } found)
                {
                    return book.NotFound(id);
                }

                var isValid = catalogue.TryPlan(found.Kind, found.Parameters, out var plan, out var error);
                if (state == StrategyState.Running && !isValid)
                {
                    return new Refusal(
                        "invalidParameters", $"Strategy '{id}' cannot run: {error} Delete it and make a new one.", Refusal.Conflict);
                }

                if (promoted == true && !found.Promoted && plan is not null
                    && PromotionProblem(found, plan.Create().Uses) is { } unplaceable)
                {
                    return unplaceable;
                }

                return await StoreAsync(
                    book,
                    found with
                    {
                        State = state ?? found.State,
                        Promoted = promoted ?? found.Promoted,
                        Fault = state is null ? found.Fault : null,
                    },
                    cancellationToken);
            },
            cancellationToken);

    /// <summary>
    /// Deletes a stopped strategy with its account, trades and equity curve. Refused while it runs, and while its real orders are open or
    /// left something at the venue. What it traded there stays with order execution.
    /// </summary>
    /// <returns>The strategy that is no more.</returns>
    public Task<Outcome<StrategyDefinition>> DeleteAsync(string id, CancellationToken cancellationToken) =>
        engine.ChangeAsync<Outcome<StrategyDefinition>>(
            async book =>
            {
                if (book.Find(id) is not { } found)
                {
                    return book.NotFound(id);
                }

                if (found.State == StrategyState.Running)
                {
                    return new Refusal("strategyRunning", $"Strategy '{id}' runs. Stop it first.", Refusal.Conflict);
                }

                var open = await orders.OpenAsync(id, cancellationToken);
                if (open.Count > 0)
                {
                    return new Refusal(
                        "liveOrdersOpen",
                        $"{open.Count} live orders are open, such as {open[0].Order.ClientOrderId}. Delete when they have ended.",
                        Refusal.Conflict);
                }

                var session = await book.GetAsync(found, cancellationToken);
                if (session.Live.All.FirstOrDefault(live => Math.Abs(live.Filled) >= options.QuantityStep) is { Symbol: not null } held)
                {
                    return new Refusal(
                        "livePositionOpen",
                        $"Strategy '{id}' holds {held.Filled} {held.Symbol} at the venue. Close it first.",
                        Refusal.Conflict);
                }

                await table.DeleteAsync(id, cancellationToken);
                book.Remove(id);
                logger.StrategyDeleted(id);
                return found;
            },
            cancellationToken);

    // Order execution is sent market orders. What a strategy needs beyond them is named, and nothing is imitated.
    private static Refusal? PromotionProblem(StrategyDefinition strategy, OrderFeatures uses)
    {
        var needed = uses | (strategy.Protections.StopLoss is null ? OrderFeatures.None : OrderFeatures.Stop);
        return needed == OrderFeatures.None
            ? null
            : new Refusal(
                "promotionUnsupported",
                $"Strategy '{strategy.Id}' needs {OrderFeature.Names(needed)}, which real orders cannot do yet. It trades on paper.",
                Refusal.Conflict);
    }

    private async Task LoadAsync(SessionRegistry book, StrategyDefinition strategy, CancellationToken cancellationToken)
    {
        if (strategy.State == StrategyState.Running && !catalogue.TryPlan(strategy.Kind, strategy.Parameters, out _, out var error))
        {
            await faults.KeepAsync(strategy, new InvalidDataException(error), cancellationToken);
            strategy = book.Find(strategy.Id)!;
        }
        else
        {
            book.Put(strategy);
        }

        await book.CompareAsync(strategy, clock.GetUtcNow().UtcDateTime, cancellationToken);
    }

    private async Task<Outcome<StrategyDefinition>> AddAsync(
        SessionRegistry book, StrategyDefinition definition, CancellationToken cancellationToken)
    {
        if (book.Definitions.Count() >= options.MaxStrategies)
        {
            return new Refusal(
                "tooManyStrategies", $"At most {options.MaxStrategies} strategies are kept (Paper:MaxStrategies).", Refusal.Conflict);
        }

        if (!await table.AddAsync(definition, cancellationToken))
        {
            return new Refusal("strategyExists", $"There is a strategy '{definition.Id}' already.", Refusal.Conflict);
        }

        // Its account is there before the strategy is listed.
        await book.GetAsync(definition, cancellationToken);
        book.Put(definition);
        Log(definition);
        return definition;
    }

    private async Task<StrategyDefinition> StoreAsync(
        SessionRegistry book, StrategyDefinition definition, CancellationToken cancellationToken)
    {
        await table.UpdateAsync(definition, cancellationToken);
        book.Put(definition);
        await book.CompareAsync(definition, clock.GetUtcNow().UtcDateTime, cancellationToken);
        Log(definition);
        return definition;
    }

    private static string IdOf(string name)
    {
        var id = new StringBuilder();
        foreach (var letter in name.Trim().ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                id.Append(letter);
            }
            else if (id.Length > 0 && id[^1] != '-')
            {
                id.Append('-');
            }
        }

        return id.ToString().TrimEnd('-');
    }

    private void Log(StrategyDefinition strategy) => logger.StrategyChanged(
        strategy.Id, strategy.Kind, string.Join(',', strategy.Symbols), strategy.State.ToString(), strategy.Promoted);
}

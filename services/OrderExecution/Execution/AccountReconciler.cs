using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Compares the balances at the venue with the baseline and our fills. Balances are read first, then the venue is asked about every
/// order that is not final: every fill from before the balances is stored after that. When no fill was stored meanwhile, both sides
/// speak of the same moment, and what differs is real. A difference counts once a second look has confirmed it.
/// </summary>
internal sealed class AccountReconciler(
    Reconciler orders,
    AccountSync accounts,
    BalanceStore store,
    BalanceState state,
    InstrumentCache instruments,
    VenueAccess access,
    OrderExecutionMetrics metrics,
    OrdersOptions options,
    TimeProvider time,
    ILogger<AccountReconciler> logger)
{
    // Fills come in between now and then; under a stream of them the next turn tries again.
    private const int Attempts = 5;

    private readonly SemaphoreSlim _turn = new(1);

    // Symbols that were traded once and are not configured any more.
    private readonly Dictionary<string, Instrument> _former = new(StringComparer.Ordinal);

    public async Task<AccountReport> RunAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var look = await LookAsync(cancellationToken);
            if (look.Moves is null)
            {
                return look.Report(compared: false, state.Differences);
            }

            if (await store.BaselineAsync(options.Account, access.Name, cancellationToken) is not { } baseline)
            {
                await TakeBaselineAsync(look, "first contact", cancellationToken);
                return look.Report(compared: true, []);
            }

            var differences = baseline.Differences(look.Snapshot!, look.Moves);
            if (differences.ExceptBy(Assets(state.Differences), difference => difference.Asset, StringComparer.Ordinal).Any())
            {
                var second = await LookAsync(cancellationToken);
                look = second with { Orders = look.Orders.And(second.Orders) };
                if (look.Moves is null)
                {
                    return look.Report(compared: false, state.Differences);
                }

                var first = Assets(differences).ToHashSet(StringComparer.Ordinal);
                differences = [.. baseline.Differences(look.Snapshot!, look.Moves).Where(difference => first.Contains(difference.Asset))];
            }

            Observe(differences);
            return look.Report(compared: true, differences);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes the balances as they are for right; false when they could not be compared with our fills.</summary>
    /// <param name="by">Role of the API key that accepts them.</param>
    public async Task<bool> AcceptAsync(string by, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var look = await LookAsync(cancellationToken);
            if (look.Moves is null)
            {
                return false;
            }

            await TakeBaselineAsync(look, by, cancellationToken);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<Look> LookAsync(CancellationToken cancellationToken)
    {
        ReconcileReport? report = null;
        for (var attempt = 1; ; attempt++)
        {
            var before = await store.TotalsAsync(access.Name, cancellationToken);
            var snapshot = await accounts.RunAsync(cancellationToken);
            var asked = await orders.RunAsync(cancellationToken);
            report = report?.And(asked) ?? asked;
            var after = await store.TotalsAsync(access.Name, cancellationToken);
            var same = before.SequenceEqual(after);
            if (snapshot is null || !asked.Answered || !access.IsOpen || same || attempt == Attempts)
            {
                var comparable = snapshot is not null && asked.Answered && same && instruments.IsLoaded;
                return new Look(report, snapshot, comparable ? await MovesAsync(after, cancellationToken) : null, snapshot is not null
                    || !access.IsOpen);
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, AssetMove>?> MovesAsync(
        IReadOnlyList<TradedTotal> totals, CancellationToken cancellationToken)
    {
        var unknown = totals.Select(total => total.Symbol).Where(symbol => Find(symbol) is null).Distinct(StringComparer.Ordinal).ToList();
        if (unknown.Count > 0 && await access.Venue.InstrumentsAsync(unknown, cancellationToken) is { } found)
        {
            foreach (var instrument in found)
            {
                _former[instrument.Id.Symbol] = instrument;
            }
        }

        return AssetMove.Of(totals, Find);
    }

    private Instrument? Find(string symbol) => instruments.Find(symbol) ?? _former.GetValueOrDefault(symbol);

    private static IEnumerable<string> Assets(IEnumerable<BalanceDifference> differences) =>
        differences.Select(difference => difference.Asset);

    private async Task TakeBaselineAsync(Look look, string by, CancellationToken cancellationToken)
    {
        var baseline = BalanceBaseline.Of(look.Snapshot!, look.Moves!, by, time.GetUtcNow().UtcDateTime);
        await store.SaveBaselineAsync(baseline, cancellationToken);
        OrderExecutionLog.BaselineTaken(
            logger, baseline.Account, baseline.Venue, by,
            string.Join(", ", state.Differences.Select(difference => $"{difference.Asset} {difference.Difference}")));
        state.Observe([], baseline.At);
    }

    private void Observe(IReadOnlyList<BalanceDifference> differences)
    {
        foreach (var found in state.Observe(differences, time.GetUtcNow().UtcDateTime))
        {
            metrics.BalanceDiffers();
            OrderExecutionLog.BalanceDiffers(logger, found.Asset, found.Account, found.Venue, found.Expected, found.Actual);
        }
    }

    private sealed record Look(
        ReconcileReport Orders, AccountSnapshot? Snapshot, IReadOnlyDictionary<string, AssetMove>? Moves, bool Synced)
    {
        public AccountReport Report(bool compared, IReadOnlyList<BalanceDifference> differences) =>
            new(Orders, Synced, compared, differences);
    }
}

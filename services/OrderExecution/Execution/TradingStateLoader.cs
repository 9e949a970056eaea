using Trading.Contracts;
using Trading.OrderExecution.Risk;
using Trading.OrderExecution.Storage;

namespace Trading.OrderExecution.Execution;

/// <summary>
/// Fills memory from the store before the first request: the kill switch survives a restart, and so does every open order.
/// </summary>
internal sealed class TradingStateLoader(
    OrderQueries queries, RiskStore risk, TradingState state, HaltProgress progress, OrderVenues venues, OrderExecutionGauges gauges)
    : IHostedLifecycleService
{
    /// <summary>Held so that the gauges exist from the start on.</summary>
    public OrderExecutionGauges Gauges { get; } = gauges;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        foreach (var venue in venues.Run)
        {
            state.SetLimits(venue.Name, await risk.LimitsAsync(venue.Name, cancellationToken) ?? new RiskLimits());
        }

        state.Switch.Throw(await risk.HaltAsync(cancellationToken) ?? TradingHalt.Off);
        foreach (var order in (await queries.OpenAsync(cancellationToken)).Where(order => venues.MarketOf(order.Venue) is not null))
        {
            state.Observe(order);
        }

        foreach (var position in await queries.PositionsAsync(cancellationToken))
        {
            state.Observe(position);
        }

        foreach (var account in await risk.AccountsAsync(cancellationToken))
        {
            venues.Find<BalanceCache>(account.Venue)?.Observe(account);
        }

        await ResumeHaltAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The process that threw the switch may have died with orders in flight and cancels unanswered.
    private async Task ResumeHaltAsync(CancellationToken cancellationToken)
    {
        if (state.Halt.Halted)
        {
            foreach (var order in await queries.EndedByCancelAsync(state.Halt.At, cancellationToken))
            {
                progress.Restore(order);
            }

            progress.Begin(state.OpenOrders().Where(order => order.Status == OrderStatus.PendingNew).Select(order => order.Id));
        }
    }
}

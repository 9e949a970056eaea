using MassTransit;
using Trading.PaperTrading.Loading;
using Trading.PaperTrading.Storage;

namespace Trading.PaperTrading.Live;

/// <summary>
/// Reads the user's strategies and opens the desk after the schema is there and before the bus delivers the first bar. Then it sends
/// every open order again: order execution knows those that arrived before and reports on them, and denies as stale those that never did.
/// </summary>
internal sealed class PaperStartup(
    StrategyFolder folder, StrategyService desk, SessionRegistry book, LiveOrderTable orders, IBus bus, PaperOptions options)
    : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await folder.RefreshAsync(cancellationToken);
        await desk.OpenAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        foreach (var (strategy, order) in await orders.OpenAsync(strategyId: null, cancellationToken))
        {
            // Those of a strategy whose venue is not in this run wait for one that has it.
            if (book.Find(strategy) is { } definition)
            {
                await bus.Publish(order.ToMessage(definition, options.LiveAccount), cancellationToken);
            }
        }
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

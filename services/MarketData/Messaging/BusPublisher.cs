using System.Diagnostics;
using MassTransit;
using Trading.Contracts;
using Trading.MarketData.Flow;

namespace Trading.MarketData.Messaging;

/// <summary>
/// Publishes what the two queues hold. Trades of one symbol that pile up while the last publish ran travel as one message. A publish
/// that fails is repeated a few times and then counted as lost: the bus tells what happens, the store is what is true.
/// </summary>
internal sealed class BusPublisher(
    MarketUniverse universe, TickQueue ticks, EventQueue events, IBus bus, MarketDataMetrics metrics, TimeProvider clock,
    ILogger<BusPublisher> log)
    : BackgroundService
{
    private const int MaxTicksPerMessage = 1000;
    private const int MaxEventsInFlight = 64;
    private const int Attempts = 3;

    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.WatchBus(ticks, events);
        return Task.WhenAll(PublishTicksAsync(stoppingToken), PublishEventsAsync(stoppingToken));
    }

    private async Task PublishTicksAsync(CancellationToken cancellationToken)
    {
        var waiting = new List<SymbolDelta>();
        while (await ticks.Reader.WaitToReadAsync(cancellationToken))
        {
            waiting.Clear();
            var count = 0;
            while (count < MaxTicksPerMessage && ticks.Reader.TryRead(out var delta))
            {
                waiting.Add(delta);
                count += delta.Trades.Length;
            }

            await Task.WhenAll(
                waiting.GroupBy(delta => delta.Symbol)
                    .Select(group => PublishAsync(Message(group), group.Last().Trace, cancellationToken)));
        }
    }

    private async Task PublishEventsAsync(CancellationToken cancellationToken)
    {
        var publishing = new List<Task>();
        while (await events.Reader.WaitToReadAsync(cancellationToken))
        {
            publishing.Clear();
            while (publishing.Count < MaxEventsInFlight && events.Reader.TryRead(out var next))
            {
                publishing.Add(PublishAsync(next.Message, next.Trace, cancellationToken));
            }

            await Task.WhenAll(publishing);
        }
    }

    private TicksPublished Message(IGrouping<int, SymbolDelta> deltas) => new()
    {
        Venue = universe.Venue,
        Symbol = universe.Symbols[deltas.Key],
        Ticks = [.. deltas.SelectMany(delta => delta.Trades)],
    };

    private async Task PublishAsync(object message, ActivityContext parent, CancellationToken cancellationToken)
    {
        using var activity = MarketDataTelemetry.Source.StartActivity("market-data publish", ActivityKind.Internal, parent);
        for (var attempt = 1; ; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(PublishTimeout);
            try
            {
                await bus.Publish(message, limit.Token);
                return;
            }
            catch (Exception fault) when (IsBusFault(fault, cancellationToken))
            {
                if (attempt == Attempts)
                {
                    metrics.PublishFailed();
                    log.PublishFailed(fault, message.GetType().Name);
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt * (1 + Random.Shared.NextDouble())), clock, cancellationToken);
            }
        }
    }

    private static bool IsBusFault(Exception fault, CancellationToken stopping) =>
        fault is MassTransitException or IOException or TimeoutException or InvalidOperationException
        || (fault is OperationCanceledException && !stopping.IsCancellationRequested);
}

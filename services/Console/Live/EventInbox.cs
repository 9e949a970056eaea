using System.Data.Common;
using System.Text.Json;
using Trading.WebConsole.Alerts;
using Trading.WebConsole.Storage;
using Trading.WebConsole.Upstream;

namespace Trading.WebConsole.Live;

/// <summary>
/// Enters the product's own events into the inbox, whether or not somebody looks and whether or not there is an Alertmanager. It reads
/// states, not messages: what began or ended while this process was down is entered when it is back.
/// </summary>
internal sealed class EventInbox(
    UpstreamClient client, AlertStore store, AlertInboxOptions options, TimeProvider time, IHostApplicationLifetime lifetime,
    ILogger<EventInbox> logger) : BackgroundService
{
    private readonly Dictionary<string, string> _stored = new(StringComparer.Ordinal);
    private bool _failed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.EventPollMs), time);
        do
        {
            await EnterAsync(UpstreamService.OrderExecution, "risk/limits", TradingEvents.Halt, TradingEvents.OfHalt, stoppingToken);
            var drifted = time.GetUtcNow().UtcDateTime - TimeSpan.FromSeconds(options.DriftSeconds);
            await EnterAsync(
                UpstreamService.PaperTrading, "paper/strategies", TradingEvents.Strategy,
                answer => TradingEvents.OfStrategies(answer, drifted), stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task EnterAsync(
        UpstreamService service, string path, string kind, Func<JsonElement, IReadOnlyList<NotifiedAlert>> read,
        CancellationToken cancellationToken)
    {
        var reply = await client.GetAsync(service, path, cancellationToken);
        if (!reply.Succeeded)
        {
            // What cannot be read has neither begun nor ended.
            return;
        }

        using var answer = JsonDocument.Parse(reply.Json!);
        var events = read(answer.RootElement);
        // The numbers of a drift change with the market: they are stored as they were when it was entered.
        var state = string.Join('\n', events.Select(item => $"{item.Fingerprint} {item.StartsAt:O} {item.EndsAt:O}"));
        if (_stored.GetValueOrDefault(kind) == state)
        {
            return;
        }

        try
        {
            await store.StoreEventsAsync(kind, events, cancellationToken);
            _stored[kind] = state;
            _failed = false;
        }
        catch (DbException error)
        {
            if (!_failed)
            {
                logger.EventsNotStored(error);
            }

            _failed = true;
        }
    }
}

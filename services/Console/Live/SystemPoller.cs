using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using System.Text.Json;
using Trading.ServiceDefaults.Json;
using Trading.WebConsole.Storage;
using Trading.WebConsole.Upstream;

namespace Trading.WebConsole.Live;

/// <summary>
/// Reads the services once for all browsers and puts the answers on the board, while somebody looks. Each topic has a loop of
/// its own, so one slow service holds up its own panel only.
/// </summary>
internal sealed class SystemPoller(
    TopicRegistry board, UpstreamClient client, PaperReader paper, ServiceHealthReader health, AlertStore alerts,
    AlertmanagerReader alertmanager,
    ConsoleOptions options, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<SystemPoller> logger) : BackgroundService
{
    private const int AlertsShown = 40;
    private readonly ConcurrentDictionary<string, string> _problems = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The own addresses, and those of modules in this process, are known once the host listens.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(stoppingToken);
        await Task.WhenAll(
        [
            .. PolledTopic.All.Select(topic => LoopAsync(topic.Fast, token => PollAsync(topic, token), stoppingToken)),
            LoopAsync(fast: false, PollPaperAsync, stoppingToken),
            LoopAsync(fast: false, PollHealthAsync, stoppingToken),
            LoopAsync(fast: false, PollAlertsAsync, stoppingToken),
            LoopAsync(fast: false, PollAlertmanagerAsync, stoppingToken),
            LoopAsync(fast: true, PollChartsAsync, stoppingToken),
        ]);
    }

    private async Task LoopAsync(bool fast, Func<CancellationToken, Task> poll, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(fast ? options.FastPollMs : options.SlowPollMs), time);
        do
        {
            await board.WatchedAsync(cancellationToken);
            await poll(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task PollAsync(PolledTopic topic, CancellationToken cancellationToken)
    {
        var reply = await client.GetAsync(topic.Service, topic.Path, cancellationToken);
        Show(
            topic.Topic,
            topic.Optional && reply.Status == HttpStatusCode.NotFound ? new UpstreamReply(HttpStatusCode.OK, "null", null) : reply);
    }

    private async Task PollPaperAsync(CancellationToken cancellationToken) => Show(Topics.Paper, await paper.ReadAsync(cancellationToken));

    private async Task PollHealthAsync(CancellationToken cancellationToken) =>
        board.Publish(Topics.Services, JsonSerializer.Serialize(await health.ReadAsync(cancellationToken), ProductJson.Options));

    private async Task PollAlertsAsync(CancellationToken cancellationToken)
    {
        try
        {
            var page = await alerts.ListAsync(state: null, name: null, AlertsShown, before: null, cancellationToken);
            Show(Topics.Alerts, new UpstreamReply(HttpStatusCode.OK, JsonSerializer.Serialize(page.Items, ProductJson.Options), null));
        }
        catch (DbException)
        {
            Show(Topics.Alerts, new UpstreamReply(null, null, "the alert history cannot be read"));
        }
    }

    private async Task PollAlertmanagerAsync(CancellationToken cancellationToken) =>
        board.Publish(Topics.Alertmanager, JsonSerializer.Serialize(await alertmanager.ReadAsync(cancellationToken), ProductJson.Options));

    private Task PollChartsAsync(CancellationToken cancellationToken) => Task.WhenAll(board.Charts().Select(async chart =>
        Show(Topics.Bars, await client.GetAsync(UpstreamService.MarketData, chart.Path(limit: 2), cancellationToken), chart)));

    private void Show(string topic, UpstreamReply reply, ChartKey? chart = null)
    {
        if (reply.Succeeded)
        {
            board.Publish(topic, reply.Json!, chart);
            if (_problems.TryRemove(topic, out _))
            {
                logger.TopicBack(topic);
            }
        }
        else
        {
            board.PublishProblem(topic, reply.Problem!, chart);
            if (_problems.TryAdd(topic, reply.Problem!))
            {
                logger.TopicLost(topic, reply.Problem!);
            }
        }
    }
}

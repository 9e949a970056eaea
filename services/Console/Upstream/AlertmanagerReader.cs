
namespace Trading.WebConsole.Upstream;

/// <summary>Whether Alertmanager answers: an inbox without it would look like one without alerts.</summary>
internal sealed class AlertmanagerReader(UpstreamClient client, AlertInboxOptions options, TimeProvider time)
{
    private AlertmanagerState? _last;

    public async Task<AlertmanagerState> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var state = new AlertmanagerState("none", null, now, options.DriftSeconds);
        if (options.AlertmanagerUrl.Length > 0)
        {
            var reply = await client.GetAsync(new Uri(options.AlertmanagerUrl.TrimEnd('/') + "/api/v2/status"), cancellationToken);
            state = reply.Succeeded ? state with { State = "answers" } : state with { State = "away", Problem = reply.Problem };
        }

        return _last = state with { Since = _last?.State == state.State ? _last.Since : now };
    }
}

using Microsoft.AspNetCore.Http.HttpResults;
using Trading.ServiceDefaults.Problems;
using Trading.WebConsole.Upstream;

namespace Trading.WebConsole.Api;

internal static class Problems
{
    public static ProblemHttpResult BadChart() =>
        Problem.BadRequest("badChart", "symbol must be letters and digits, interval one of the venue's, such as 1m.");

    public static ProblemHttpResult TooManyStreams() =>
        Problem.Of(StatusCodes.Status503ServiceUnavailable, "tooManyStreams", "As many pages are open as Console:MaxStreams allows.");

    public static ProblemHttpResult BadState() => Problem.BadRequest("badState", "state is firing or resolved.");

    public static ProblemHttpResult BadName(int longest) =>
        Problem.BadRequest(
            "badName",
            $"name is a rule's name of at most {longest} characters, without control characters.");

    public static ProblemHttpResult WebhookRefused() =>
        Problem.Of(StatusCodes.Status401Unauthorized, "webhookRefused", "Send AlertInbox:WebhookToken as bearer token.");

    public static ProblemHttpResult WebhookWithoutToken() =>
        Problem.Of(
            StatusCodes.Status503ServiceUnavailable,
            "webhookWithoutToken",
            "The inbox takes no notification: set AlertInbox:WebhookToken here and the same token in Alertmanager.");

    public static ProblemHttpResult BadNotification(string problem) =>
        Problem.BadRequest("badNotification", $"This is no notification that the inbox takes: {problem}.");

    public static ProblemHttpResult Upstream(UpstreamService service, UpstreamReply reply) =>
        Problem.Of(StatusCodes.Status502BadGateway, "serviceAway", $"{service} {reply.Problem}.");
}

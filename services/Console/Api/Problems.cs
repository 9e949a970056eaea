using Microsoft.AspNetCore.Http.HttpResults;
using Trading.WebConsole.Upstream;

namespace Trading.WebConsole.Api;

internal static class Problems
{
    public static ProblemHttpResult BadChart() =>
        Of(StatusCodes.Status400BadRequest, "badChart", "symbol must be letters and digits, interval one of the venue's, such as 1m.");

    public static ProblemHttpResult TooManyStreams() =>
        Of(StatusCodes.Status503ServiceUnavailable, "tooManyStreams", "As many pages are open as Console:MaxStreams allows.");

    public static ProblemHttpResult BadState() => Of(StatusCodes.Status400BadRequest, "badState", "state is firing or resolved.");

    public static ProblemHttpResult BadName(int longest) =>
        Of(
            StatusCodes.Status400BadRequest,
            "badName",
            $"name is a rule's name of at most {longest} characters, without control characters.");

    public static ProblemHttpResult WebhookRefused() =>
        Of(StatusCodes.Status401Unauthorized, "webhookRefused", "Send AlertInbox:WebhookToken as bearer token.");

    public static ProblemHttpResult WebhookWithoutToken() =>
        Of(
            StatusCodes.Status503ServiceUnavailable,
            "webhookWithoutToken",
            "The inbox takes no notification: set AlertInbox:WebhookToken here and the same token in Alertmanager.");

    public static ProblemHttpResult BadNotification(string problem) =>
        Of(StatusCodes.Status400BadRequest, "badNotification", $"This is no notification that the inbox takes: {problem}.");

    public static ProblemHttpResult Upstream(UpstreamService service, UpstreamReply reply) =>
        Of(StatusCodes.Status502BadGateway, "serviceAway", $"{service} {reply.Problem}.");

    private static ProblemHttpResult Of(int status, string code, string detail) =>
        TypedResults.Problem(
            detail, statusCode: status, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
}

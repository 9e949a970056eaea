using Microsoft.AspNetCore.Http.HttpResults;
using Trading.PaperTrading.Domain;

namespace Trading.PaperTrading.Api;

internal static class RefusalProblem
{
    public static ProblemHttpResult ToProblem(this Refusal refusal) => TypedResults.Problem(
        refusal.Reason, statusCode: refusal.Status, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = refusal.Code });
}

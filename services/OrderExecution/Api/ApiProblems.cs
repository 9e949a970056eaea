using Microsoft.AspNetCore.Http.HttpResults;

namespace Trading.OrderExecution.Api;

/// <summary>Problem details with a stable <c>code</c>.</summary>
internal static class ApiProblems
{
    public static ProblemHttpResult Of(int status, string code, string detail, params (string Name, object? Value)[] more)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code };
        foreach (var (name, value) in more)
        {
            extensions[name] = value;
        }

        return TypedResults.Problem(detail, statusCode: status, extensions: extensions);
    }

    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string[]> errors) => Of(
        StatusCodes.Status400BadRequest,
        "invalidRequest",
        string.Join(" ", errors.Select(error => $"{error.Key}: {string.Join(' ', error.Value)}")),
        ("errors", errors));

    public static ProblemHttpResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "notFound", detail);
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Trading.ServiceDefaults.Problems;

internal static class ProblemRegistration
{
    public const string NotJson = "Send the body as application/json.";

    /// <summary>Every error body is RFC 9457 and has a stable <c>code</c>; a module's own code is kept.</summary>
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = static context =>
        {
            var problem = context.ProblemDetails;
            problem.Extensions.TryAdd(
                "code",
                problem is HttpValidationProblemDetails
                    ? "validationFailed"
                    : ProblemCodes.For(problem.Status ?? context.HttpContext.Response.StatusCode));
            problem.Detail = problem.Status switch
            {
                // The framework's own sentence, where it has one, names what came and not what is right.
                StatusCodes.Status415UnsupportedMediaType => NotJson,
                StatusCodes.Status413PayloadTooLarge when BodyLimit(context.HttpContext) is { } limit =>
                    string.Create(CultureInfo.InvariantCulture, $"The body is larger than {limit} bytes, the most that this route takes."),
                StatusCodes.Status404NotFound => problem.Detail ?? PathFault.Explain(context.HttpContext),
                _ => problem.Detail,
            };
            problem.Instance ??= context.HttpContext.Request.Path;
        });
        services.AddExceptionHandler<BadRequestHandler>();
        services.AddExceptionHandler<DamagedDatabaseHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    private static long? BodyLimit(HttpContext http) => http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
}

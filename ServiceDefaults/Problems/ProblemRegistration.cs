using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Trading.ServiceDefaults.Problems;

internal static class ProblemRegistration
{
    /// <summary>Every error body is RFC 9457 and has a stable <c>code</c>; a module's own code is kept.</summary>
    public static void AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = static context =>
        {
            var problem = context.ProblemDetails;
            problem.Extensions.TryAdd(
                "code",
                problem is HttpValidationProblemDetails ? "validationFailed" : ProblemCodes.For(problem.Status ?? context.HttpContext.Response.StatusCode));
            problem.Instance ??= context.HttpContext.Request.Path;
        });
        services.AddExceptionHandler<BadRequestHandler>();
        services.AddExceptionHandler<DamagedDatabaseHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }
}

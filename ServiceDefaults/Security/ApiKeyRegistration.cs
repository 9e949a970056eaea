using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.ServiceDefaults.Options;

namespace Trading.ServiceDefaults.Security;

public static class ApiKeyRegistration
{
    internal static void AddApiKeys(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddValidatedOptions<ApiKeyOptions>(ApiKeyOptions.Section);
        services.AddSingleton<ApiKeyStore>();
        services.AddHostedService<ApiKeyStarter>();
    }

    /// <summary>Lets only requests pass whose <c>X-Api-Key</c> has at least this role: 401 without a known key, 403 below the role.</summary>
    public static TBuilder RequireApiKey<TBuilder>(this TBuilder endpoints, ApiRole role)
        where TBuilder : IEndpointConventionBuilder
    {
        endpoints.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var key = http.Request.Headers[ApiKeyOptions.Header].ToString();
            var held = key.Length == 0 ? null : http.RequestServices.GetRequiredService<ApiKeyStore>().RoleOf(key);
            return held is null ? Refuse(http, StatusCodes.Status401Unauthorized, "apiKeyRequired", $"Send a known key in the {ApiKeyOptions.Header} header.")
                : held < role ? Refuse(http, StatusCodes.Status403Forbidden, "roleTooLow", $"This needs the role {role.ToString().ToLowerInvariant()}.")
                : await next(context);
        });
        return endpoints;
    }

    private static IResult Refuse(HttpContext http, int status, string code, string detail)
    {
        ApiKeyLog.Refused(
            http.RequestServices.GetRequiredService<ILogger<ApiKeyStore>>(),
            (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unknown",
            code);
        return TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = code });
    }
}

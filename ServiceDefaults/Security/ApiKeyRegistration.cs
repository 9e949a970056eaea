using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Options;

namespace Trading.ServiceDefaults.Security;

public static class ApiKeyRegistration
{
    internal static void AddApiKeys(this IServiceCollection services)
    {
        services.AddValidatedOptions<ApiKeyOptions>(ApiKeyOptions.Section);
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<ApiKeyMetrics>();
        services.AddSingleton<WrongKeys>();
        services.AddHostedService<ApiKeyStarter>();
        services.AddTransient<ApiKeyHandler>();
        services.AddAuthentication(ApiKeyHandler.Scheme);
        services.Configure<AuthenticationOptions>(options => options.AddScheme<ApiKeyHandler>(ApiKeyHandler.Scheme, displayName: null));
        var policies = services.AddAuthorizationBuilder();
        foreach (var role in Enum.GetValues<ApiRole>())
        {
            policies.AddPolicy(role.Name(), policy => policy.RequireRole(ApiRoleNames.NamesFrom(role)));
        }
    }

    internal static void AddCallers(this IServiceCollection services)
    {
        services.AddValidatedOptions<CallerOptions>(ApiKeyOptions.Section);
        services.AddSingleton<AllowedHosts>();
    }

    /// <summary>
    /// Lets only requests pass whose <c>X-Api-Key</c> has at least this role: 401 without a known key, 403 below the role.
    /// </summary>
    public static TBuilder RequireApiKey<TBuilder>(this TBuilder endpoints, ApiRole role)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(role.Name());
}

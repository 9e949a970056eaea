using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Logs;

namespace Trading.ServiceDefaults.Problems;

/// <summary>Says which id of a path is none, when that alone is why no route takes the path.</summary>
internal static class PathFault
{
    public static string? Explain(HttpContext http)
    {
        if (http.GetEndpoint() is not null)
        {
            return null;
        }

        var segments = (http.Request.Path.Value ?? string.Empty).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => Fault(endpoint.RoutePattern.PathSegments, segments))
            .FirstOrDefault(fault => fault is not null);
    }

    private static string? Fault(IReadOnlyList<RoutePatternPathSegment> pattern, string[] segments)
    {
        if (pattern.Count != segments.Length)
        {
            return null;
        }

        string? fault = null;
        for (var i = 0; i < segments.Length; i++)
        {
            switch (pattern[i].Parts)
            {
                case [RoutePatternLiteralPart part] when !part.Content.Equals(segments[i], StringComparison.OrdinalIgnoreCase):
                    return null;
                case [RoutePatternParameterPart id] when IsGuid(id) && !Guid.TryParse(segments[i], out _):
                    var value = SecretText.Redact(ParameterFault.Echo(segments[i]));
                    fault ??= $"{id.Name}: '{value}' must be {BodyContract.RuleOf(typeof(Guid), ProductJson.Options)}.";
                    break;
            }
        }

        return fault;
    }

    private static bool IsGuid(RoutePatternParameterPart part) => part.ParameterPolicies.Any(policy => policy.Content == "guid");
}

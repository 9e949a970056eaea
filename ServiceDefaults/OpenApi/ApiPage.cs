using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Trading.ServiceDefaults.OpenApi;

/// <summary>
/// Scalar's page: its scripts come from this service, and the browser may ask no other. It makes its styles as it runs, so they are
/// allowed without a nonce; scripts are not.
/// </summary>
internal static class ApiPage
{
    private const int NonceDigits = 32;

    /// <summary>At <c>/docs</c>, and at <c>/openapi</c>, where it was before.</summary>
    public static void MapApiPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapScalarApiReference("/docs", Describe);
        endpoints.MapScalarApiReference("/openapi", Describe);
    }

    private static void Describe(ScalarOptions options, HttpContext http)
    {
        var nonce = RandomNumberGenerator.GetHexString(NonceDigits);
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; "
            + "style-src 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors "
                + "'none'";
        // The page names its maker with a link.
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        options.WithNonce(nonce)
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .DisableDefaultFonts()
            .DisableAgent()
            .DisableMcp();
        // The button leads to the maker's client with this page's address in the link.
        options.HideClientButton = true;
        options.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        options.Telemetry = false;
    }
}

using Microsoft.Net.Http.Headers;

namespace Trading.WebConsole.Api;

/// <summary>The page itself, at <c>/</c>, and its files below <c>/console/page</c>.</summary>
internal static class PageApi
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void MapPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", (HttpContext http, PageAssets assets) => Send(http, assets, "index.html")).ExcludeFromDescription();
        endpoints.MapGet("/console/page/{**path}", Send).ExcludeFromDescription();
    }

    /// <summary>Headers of every page: own files only, no framing, no guessing of types.</summary>
    public static void Protect(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Revalidated each time: a page must never mix files of two versions.
        headers.CacheControl = "no-cache";
    }

    private static IResult Send(HttpContext http, PageAssets assets, string path)
    {
        if (assets.Find(path) is not { } asset)
        {
            return TypedResults.NotFound();
        }

        Protect(http);
        return TypedResults.Bytes(asset.Content, asset.ContentType, entityTag: EntityTagHeaderValue.Parse(asset.ETag));
    }
}

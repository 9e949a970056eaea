using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Trading.ServiceDefaults.Security;

/// <summary>
/// A refusal leaves the body unread. The server discards a small one; behind a large one it cuts the connection, so the client must
/// learn from the answer that its next request needs another.
/// </summary>
internal static class UnreadBody
{
    private const long Discarded = 16 * 1024;

    public static bool MayBeLarge(HttpContext http) =>
        http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true && http.Request.ContentLength is null or > Discarded;
}

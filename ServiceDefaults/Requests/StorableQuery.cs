using Microsoft.AspNetCore.Http;
using Trading.ServiceDefaults.Problems;

namespace Trading.ServiceDefaults.Requests;

/// <summary>
/// Refuses a query with the character U+0000, which PostgreSQL takes in no text: it would be a fault of ours in every search.
/// </summary>
internal sealed class StorableQuery(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http) => http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
        ? throw new BadHttpRequestException(ParameterFault.NullInQuery)
        : next(http);
}

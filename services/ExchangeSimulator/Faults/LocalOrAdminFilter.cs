using System.Net;
using Trading.ServiceDefaults.Security;

namespace Trading.ExchangeSimulator.Faults;

/// <summary>Lets callers of this machine pass, and others with an admin key: the venue is a test instrument, not a service with secrets.</summary>
public sealed class LocalOrAdminFilter(ApiKeyStore keys) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var http = context.HttpContext;
        var address = http.Connection.RemoteIpAddress;
        return (address is not null && IPAddress.IsLoopback(address)) || keys.RoleOf(http.Request.Headers[ApiKeyOptions.Header].ToString()) == ApiRole.Admin
            ? await next(context)
            : TypedResults.Problem("An admin key is needed from another machine.", statusCode: StatusCodes.Status401Unauthorized, extensions: [new("code", "apiKeyRequired")]);
    }
}

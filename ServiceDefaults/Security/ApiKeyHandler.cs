using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Trading.ServiceDefaults.Problems;

namespace Trading.ServiceDefaults.Security;

/// <summary>Judges the <c>X-Api-Key</c> of a request whose endpoint asks for a role, before anything of its body is read.</summary>
internal sealed class ApiKeyHandler(
    ApiKeyStore keys, WrongKeys wrongKeys, ApiKeyMetrics metrics, ILogger<ApiKeyHandler> logger) : IAuthenticationHandler
{
    public const string Scheme = "ApiKey";

    private HttpContext _http = null!;
    private AuthenticateResult? _result;
    private TimeSpan _wait;

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        _http = context;
        return Task.CompletedTask;
    }

    public Task<AuthenticateResult> AuthenticateAsync() => Task.FromResult(_result ??= Judge());

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        if (_wait > TimeSpan.Zero)
        {
            // The next guess needs a connection of its own.
            _http.Response.Headers.Connection = "close";
            _http.Response.Headers.RetryAfter = Math.Ceiling(_wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return RefuseAsync(
                StatusCodes.Status429TooManyRequests, "tooManyWrongKeys", ApiKeyMetrics.BackedOff,
                "Too many unknown keys came from your address. Wait as Retry-After says; a known key is served at once.");
        }

        _http.Response.Headers.WWWAuthenticate = Scheme;
        return RefuseAsync(
            StatusCodes.Status401Unauthorized,
            "apiKeyRequired",
            _result is { Failure: not null } ? ApiKeyMetrics.Unknown : ApiKeyMetrics.Missing,
            $"Send a known key in the {ApiKeyOptions.Header} header.");
    }

    public Task ForbidAsync(AuthenticationProperties? properties)
    {
        var role = _http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>()?.Policy;
        return RefuseAsync(StatusCodes.Status403Forbidden, "roleTooLow", ApiKeyMetrics.RoleTooLow, $"This needs the role {role}.");
    }

    private AuthenticateResult Judge()
    {
        // Where no role is asked for, the answer must not say whether a key is known.
        var key = _http.Request.Headers[ApiKeyOptions.Header].ToString();
        if (key.Length == 0 || _http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            return AuthenticateResult.NoResult();
        }

        if (keys.RoleOf(key) is { } role)
        {
            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Role, role.Name())], Scheme);
            return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
        }

        _wait = wrongKeys.Count(_http.Connection.RemoteIpAddress);
        return AuthenticateResult.Fail("The key is unknown.");
    }

    private Task RefuseAsync(int status, string code, string reason, string detail)
    {
        metrics.Failed(reason);
        ApiKeyLog.Refused(logger, (_http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "unknown", code);
        return Problem.Of(status, code, detail).ExecuteAsync(_http);
    }
}

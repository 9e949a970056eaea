using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Trading.ServiceDefaults.Databases;

namespace Trading.ServiceDefaults.Problems;

/// <summary>
/// A request that needs a damaged database is answered 503 with code <c>databaseDamaged</c>. The operator finds the file in log and
/// <c>/ready</c>.
/// </summary>
internal sealed class DamagedDatabaseHandler : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!DatabaseFault.IsDamage(exception))
        {
            return false;
        }

        await Problem.Of(
            StatusCodes.Status503ServiceUnavailable,
            "databaseDamaged",
            "The database that this request needs is damaged: nothing is served from it until it is restored.").ExecuteAsync(httpContext);
        return true;
    }
}

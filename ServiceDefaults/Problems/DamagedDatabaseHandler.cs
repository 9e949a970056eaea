using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Trading.ServiceDefaults.Databases;

namespace Trading.ServiceDefaults.Problems;

/// <summary>
/// A request that needs a damaged database is answered 503 with code <c>databaseDamaged</c>. The operator finds the file in log and
/// <c>/ready</c>.
/// </summary>
internal sealed class DamagedDatabaseHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!DatabaseFault.IsDamage(exception))
        {
            return false;
        }

        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            Exception = exception,
            ProblemDetails = new ProblemDetails
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Detail = "The database that this request needs is damaged: nothing is served from it until it is restored.",
                Extensions = { ["code"] = "databaseDamaged" },
            },
        });
        return true;
    }
}

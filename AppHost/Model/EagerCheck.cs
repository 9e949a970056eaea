using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trading.AppHost.Model;

/// <summary>
/// A health check that asks again at once, for a while: Aspire leaves up to five seconds between two checks, and what waits for a server or
/// for the start would wait that much longer.
/// </summary>
internal static class EagerCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task<HealthCheckResult> AskAsync(
        Func<CancellationToken, Task<HealthCheckResult>> ask, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var result = await ask(cancellationToken);
            if (result.Status == HealthStatus.Healthy || watch.Elapsed > Patience)
            {
                return result;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }
}

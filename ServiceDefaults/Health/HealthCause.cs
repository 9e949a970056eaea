using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trading.ServiceDefaults.Health;

/// <summary>
/// What lies behind a check's state, as <c>cause</c> of <c>/ready</c>: the same words in every service that suffers from it, without
/// times that count, so that one cause can be shown once.
/// </summary>
public static class HealthCause
{
    internal const string Key = "cause";

    /// <param name="cause">Null leaves the result as it is.</param>
    public static HealthCheckResult Because(this HealthCheckResult result, string? cause) => cause is null
        ? result
        : new HealthCheckResult(
            result.Status, result.Description, result.Exception, new Dictionary<string, object>(StringComparer.Ordinal) { [Key] = cause });
}

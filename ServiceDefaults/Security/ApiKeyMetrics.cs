using System.Diagnostics.Metrics;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Security;

/// <summary>Counts the requests that were refused for their key.</summary>
internal sealed class ApiKeyMetrics
{
    public const string Missing = "missing";
    public const string Unknown = "unknown";
    public const string RoleTooLow = "role_too_low";
    public const string BackedOff = "backed_off";

    private readonly Counter<long> _failures;

    public ApiKeyMetrics(IMeterFactory meters) => _failures = meters.Create(PlatformActivity.Name)
        .CreateCounter<long>("api_key_failures_total");

    public void Failed(string reason) => _failures.Add(1, new KeyValuePair<string, object?>("reason", reason));
}

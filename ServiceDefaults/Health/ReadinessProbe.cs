using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Trading.ServiceDefaults.Health;

/// <summary>
/// Runs the checks tagged <c>ready</c> side by side, each within its own timeout, and remembers the answer for a moment. A check that
/// hangs or throws is unhealthy and delays no other check.
/// </summary>
internal sealed class ReadinessProbe(
    IServiceScopeFactory scopes,
    IOptions<HealthCheckServiceOptions> registered,
    ReadinessOptions options,
    TimeProvider time,
    IHostApplicationLifetime lifetime)
{
    private readonly HealthCheckRegistration[] _registrations =
        [.. registered.Value.Registrations.Where(check => check.Tags.Contains(HealthRegistration.ReadyTag))
            .DistinctBy(check => check.Name)];

    private readonly Lock _lock = new();
    private Task<IReadOnlyList<HealthState>>? _running;
    private long _answeredAt;

    /// <summary>Checks in the order of their registration, after the host's own state.</summary>
    public async Task<IReadOnlyList<HealthState>> AskAsync(CancellationToken cancellationToken)
    {
        var host = Host();
        return [host, .. await Shared().WaitAsync(cancellationToken)];
    }

    public static HealthStatus Worst(IReadOnlyList<HealthState> checks) =>
        checks.Count == 0 ? HealthStatus.Healthy : checks.Min(check => check.Status);

    private Task<IReadOnlyList<HealthState>> Shared()
    {
        lock (_lock)
        {
            if (_running is null || (_running.IsCompleted && time.GetElapsedTime(_answeredAt).TotalMilliseconds >= options.CacheMs))
            {
                _running = RunAsync();
            }

            return _running;
        }
    }

    private HealthState Host() =>
        lifetime.ApplicationStopping.IsCancellationRequested ? new HealthState("host", HealthStatus.Unhealthy, 0, "stopping")
        : lifetime.ApplicationStarted.IsCancellationRequested ? new HealthState("host", HealthStatus.Healthy, 0, "started")
        : new HealthState("host", HealthStatus.Unhealthy, 0, "starting");

    private async Task<IReadOnlyList<HealthState>> RunAsync()
    {
        var states = await Task.WhenAll(_registrations.Select(RunAsync));
        Volatile.Write(ref _answeredAt, time.GetTimestamp());
        return states;
    }

    private async Task<HealthState> RunAsync(HealthCheckRegistration registration)
    {
        // Off the caller's thread: a check may block before its first await.
        await Task.Yield();
        var timeout = registration.Timeout > TimeSpan.Zero ? registration.Timeout : TimeSpan.FromMilliseconds(options.CheckTimeoutMs);
        var started = time.GetTimestamp();
        using var patience = new CancellationTokenSource(timeout, time);
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var check = registration.Factory(scope.ServiceProvider);
            var result = await Task.Run(
                () => check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, patience.Token), patience.Token)
                .WaitAsync(timeout, time);
            return State(result.Status, result.Description, result.Data.GetValueOrDefault(HealthCause.Key) as string);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            return State(registration.FailureStatus, $"no answer within {timeout.TotalMilliseconds:0} ms");
        }
#pragma warning disable CA1031 // A check is foreign code: whatever it throws means "not ready", never a failed probe.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return State(registration.FailureStatus, Logs.SecretText.Redact($"{fault.GetType().Name}: {fault.Message}"));
        }

        HealthState State(HealthStatus status, string? description, string? cause = null) =>
            new(registration.Name, status, time.GetElapsedTime(started).TotalMilliseconds, description, cause);
    }
}

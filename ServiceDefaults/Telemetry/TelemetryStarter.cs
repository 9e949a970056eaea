using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Trading.ServiceDefaults.Telemetry;

/// <summary>
/// Makes the providers listen before anything else of the host starts, so that nothing at start goes unseen, and sends what is left when
/// everything else has stopped. A receiver that does not answer by then costs this limit, not the five seconds that each exporter waits.
/// </summary>
internal sealed class TelemetryStarter(IServiceProvider services) : IHostedLifecycleService
{
    /// <summary>How long a stopping process tries to send the rest of one signal.</summary>
    public static readonly TimeSpan LastSend = TimeSpan.FromMilliseconds(750);

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        services.GetService<MeterProvider>();
        services.GetService<TracerProvider>();
        services.GetService<ProcessMetrics>();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        var limit = (int)LastSend.TotalMilliseconds;
        return Task.WhenAll(
            Task.Run(() => services.GetService<TracerProvider>()?.Shutdown(limit), CancellationToken.None),
            Task.Run(() => services.GetService<MeterProvider>()?.Shutdown(limit), CancellationToken.None));
    }
}

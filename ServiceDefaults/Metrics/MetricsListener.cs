using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Trading.ServiceDefaults.Security;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Metrics;

/// <summary>
/// Serves <c>/metrics</c> on an address of its own, from the first moment on. When that cannot be bound the service goes on without it.
/// </summary>
internal sealed class MetricsListener(
    MetricsAddress address,
    MetricScraper scraper,
    TelemetryOptions options,
    AllowedHosts hosts,
    ILogger<MetricsListener> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private WebApplication? _server;

    /// <summary>Where it listens, with the real port; null while it does not.</summary>
    public string? Url => _server?.Urls.FirstOrDefault();

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (address.Url is not { } url)
        {
            return;
        }

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(hosts);
        var server = builder.Build();
        server.UseMiddleware<ResponseHeaders>();
        server.UseMiddleware<CallerGate>();
        server.MapMetrics(scraper, options.MetricsToken);
        try
        {
            await server.StartAsync(cancellationToken);
            _server = server;
            MetricsLog.Listening(logger, url);
        }
        catch (Exception fault) when (fault is IOException or SocketException or FormatException or InvalidOperationException)
        {
            MetricsLog.NotBound(logger, fault, url);
            await server.DisposeAsync();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}

#if ASPIRE
using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Trading.AppHost.Local;

namespace Trading.AppHost;

/// <summary>Mode <c>containers</c>: the topology composed by Aspire, servers as containers, services as projects.</summary>
internal static class AspireHost
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var signals = new StopSignals(stop);
        using var data = DataDirectory.Open(options);
        Console.WriteLine($"Data: volumes of the container runtime; secrets in {data.Folder}");
        Console.WriteLine($"API keys: {data.KeyFile} (send one as X-Api-Key)");
        using (var watchdog = new ProcessWatchdog())
        {
            // Aspire builds each project when it starts it, all at once: built before, there is nothing left to get in each other's way.
            if (options.Build && !await ServiceBuild.RunAsync(data, watchdog, stop.Token))
            {
                return 1;
            }
        }

        var ports = new WishedPorts(options.PortOffset);
        var dashboard = UsePlainHttp(ports);
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [], DisableDashboard = !options.Dashboard, AllowUnsecuredTransport = true });
        var topology = await AspireTopology.AddAsync(builder, options, data, ports, stop.Token);
        await using var app = builder.Build();
        foreach (var line in ports.Moved.Append($"{"RESOURCE",-20}{"KIND",-11}URL").Concat(topology.Table).Append($"Open {topology.ConsoleUrl} in a browser; the Aspire dashboard is {dashboard}. Ctrl+C stops everything."))
        {
            Console.WriteLine(line);
        }

        try
        {
            await app.StartAsync(stop.Token);
            if (options.Duration is { } duration)
            {
                stop.CancelAfter(duration);
            }

            await TellStatesAsync(app.Services.GetRequiredService<ResourceNotificationService>(), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Asked to stop: that is how a run ends.
        }

        await app.StopAsync(CancellationToken.None);
        Console.WriteLine("Stopped.");
        return 0;
    }

    private static async Task TellStatesAsync(ResourceNotificationService notifications, CancellationToken stop)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var change in notifications.WatchAsync(stop))
        {
            var state = $"{change.Snapshot.State?.Text} {change.Snapshot.HealthStatus}".Trim();
            if (told.GetValueOrDefault(change.ResourceId) != state)
            {
                told[change.ResourceId] = state;
                Console.WriteLine($"{change.Resource.Name} {state}");
            }
        }
    }

    /// <summary>A machine without a developer certificate has no TLS to offer; everything stays on loopback.</summary>
    private static string UsePlainHttp(WishedPorts ports)
    {
        var dashboard = Loopback(ports.Next("aspire dashboard", 18888));
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", dashboard);
        Environment.SetEnvironmentVariable("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", Loopback(ports.Any()));
        Environment.SetEnvironmentVariable("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", Loopback(ports.Any()));
        Environment.SetEnvironmentVariable("ASPIRE_ALLOW_UNSECURED_TRANSPORT", "true");
        Environment.SetEnvironmentVariable("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "true");
        return dashboard;
    }

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
}
#endif

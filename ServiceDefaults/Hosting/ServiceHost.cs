using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Health;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Logs;
using Trading.ServiceDefaults.Messaging;
using Trading.ServiceDefaults.Metrics;
using Trading.ServiceDefaults.OpenApi;
using Trading.ServiceDefaults.Problems;
using Trading.ServiceDefaults.Redis;
using Trading.ServiceDefaults.Requests;
using Trading.ServiceDefaults.Security;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>Builds and runs the process of one or several modules with everything that every service has.</summary>
public static class ServiceHost
{
    private const int Failed = 1;
    private const int WrongUse = 2;

    /// <summary>Of a request, in bytes. A route that needs more says so by <c>RequestSizeLimitAttribute</c> in its metadata.</summary>
    private const long LargestBody = 64 * 1024;

    /// <summary>How long a stopping host waits for requests, consumers and writers to finish what they have begun.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Runs until stopped. 0: stopped as asked; 1: a background service died, or a dependency did not come in time, and another start may
    /// succeed; 2: it cannot start until the operator mends what is printed.
    /// </summary>
    public static async Task<int> RunAsync(string[] args, params IModule[] modules)
    {
        FileCreation.ForOwnerOnly();
        try
        {
            await using var app = Build(args, modules);
            await app.StartAsync();
            var hosted = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToArray();
            await app.WaitForShutdownAsync();
            return hosted.Any(service => service.ExecuteTask is { IsFaulted: true }) ? Failed : 0;
        }
        catch (Exception fault) when (StartupFailure.Explain(fault) is { } reasons)
        {
            await Console.Error.WriteLineAsync(
                $"Not started:{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", reasons.Select(SecretText.Redact))}");
            return fault is StartupFailure { MayPass: true } ? Failed : WrongUse;
        }
    }

    /// <summary>The host, not started. <paramref name="configure"/> sees the builder last: tests override services there.</summary>
    public static WebApplication Build(string[] args, IReadOnlyList<IModule> modules, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        var identity = ServiceIdentity.From(builder.Configuration, builder.Environment, modules);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(modules);
        builder.AddLogs(identity, modules);
        builder.AddTelemetry(identity, modules);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.ConfigureHttpJsonOptions(json => ProductJson.ApplyStrict(json.SerializerOptions));
        builder.Services.AddProblems();
        var ports = new ModulePorts(modules, builder.Configuration);
        builder.Services.AddSingleton(ports);
        builder.Services.AddSingleton<MatcherPolicy, PortMatcherPolicy>();
        builder.Services.AddApiDocument(identity, ports);
        builder.Services.AddDatabases(builder.Configuration);
        builder.Services.AddApiKeys();
        builder.Services.AddCallers();
        builder.Services.AddRedis();
        builder.Services.AddHealth();
        builder.Services.AddSingleton<RequestMetrics>();
        builder.Services.AddMessaging(builder.Configuration, modules);
        foreach (var module in modules)
        {
            module.AddServices(builder.Services, builder.Configuration);
        }

        EarlyServer.Use(builder);
        configure?.Invoke(builder);
        var app = builder.Build();

        // Before any service is made of them: the host itself validates only after it made its hosted services.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        app.UseMiddleware<RequestTelemetry>();
        app.UseMiddleware<ResponseHeaders>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<CallerGate>();
        app.UseMiddleware<StorableQuery>();
        app.UseMiddleware<StartupGate>();

        // By name: the framework would put both before everything else, where refusals are neither counted nor problems.
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<KnownParameters>();
        app.MapApiDocument(ports);
        foreach (var module in modules)
        {
            module.MapEndpoints(ports.Of(module, app));
        }

        // Last in the documents too: what every service has.
        app.MapHealth();
        if (app.Services.GetRequiredService<MetricsAddress>().OnServicePort)
        {
            app.MapMetrics(
                app.Services.GetRequiredService<MetricScraper>(), app.Services.GetRequiredService<TelemetryOptions>().MetricsToken);
        }

        return app;
    }
}

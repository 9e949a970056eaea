using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Health;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Logs;
using Trading.ServiceDefaults.Messaging;
using Trading.ServiceDefaults.Metrics;
using Trading.ServiceDefaults.Redis;
using Trading.ServiceDefaults.Requests;
using Trading.ServiceDefaults.Security;
using Trading.ServiceDefaults.Telemetry;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>Builds and runs the process of one or several modules with everything that every service has.</summary>
public static class ServiceHost
{
    public static async Task<int> RunAsync(string[] args, params IModule[] modules)
    {
        await using var app = Build(args, modules);
        await app.RunAsync();
        return 0;
    }

    /// <summary>The host, not started. <paramref name="configure"/> sees the builder last: tests override services there.</summary>
    public static WebApplication Build(string[] args, IReadOnlyList<IModule> modules, Action<WebApplicationBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(modules);
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(modules);
        var identity = ServiceIdentity.From(builder.Configuration, builder.Environment, modules);
        builder.AddLogs(identity, modules);
        builder.AddTelemetry(identity, modules);
        builder.Services.ConfigureHttpJsonOptions(json => ProductJson.Apply(json.SerializerOptions));
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi();
        builder.Services.AddDatabases(builder.Configuration);
        builder.Services.AddApiKeys(builder.Configuration);
        builder.Services.AddRedis();
        builder.Services.AddHealth();
        builder.Services.AddSingleton<RequestMetrics>();
        builder.Services.AddMessaging(builder.Configuration, modules);
        foreach (var module in modules)
        {
            module.AddServices(builder.Services, builder.Configuration);
        }

        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseMiddleware<RequestTelemetry>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapOpenApi();
        app.MapHealth();
        if (app.Services.GetRequiredService<MetricsAddress>().OnServicePort)
        {
            app.MapMetrics(app.Services.GetRequiredService<MetricScraper>());
        }

        foreach (var module in modules)
        {
            module.MapEndpoints(app);
        }

        return app;
    }
}

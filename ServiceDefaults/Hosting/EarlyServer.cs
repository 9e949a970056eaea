using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Trading.ServiceDefaults.Databases;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>
/// Listens before the first dependency is waited for, so that a service whose database is late is alive and says that it is not
/// ready, and stops listening before anything else stops. <see cref="StartupGate"/> holds all other requests off until then.
/// </summary>
internal sealed class EarlyServer(IHostedService server, IHostApplicationLifetime lifetime) : IHostedLifecycleService
{
    /// <summary>The framework adds its server as the last hosted service; here it becomes the one before the migrations.</summary>
    public static void Use(WebApplicationBuilder builder) => builder.Host.ConfigureContainer<IServiceCollection>(static services =>
    {
        var server = services.Last(
            service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "GenericWebHostService");
        services.Remove(server);
        var migrations = services.First(
            service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(SchemaRunner));
        services.Insert(services.IndexOf(migrations), ServiceDescriptor.Singleton<IHostedService>(provider => new EarlyServer(
            (IHostedService)ActivatorUtilities.CreateInstance(provider, server.ImplementationType!),
            provider.GetRequiredService<IHostApplicationLifetime>())));
    });

    public Task StartingAsync(CancellationToken cancellationToken) => server.StartAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // A host that code stops announces it only after this phase; running streams end by it.
        lifetime.StopApplication();
        return server.StopAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Trading.ServiceDefaults.Security;

/// <summary>
/// Reads (or makes) the key file at start: a bad file stops the service then, not at the first order. Counters exist from then on.
/// </summary>
internal sealed class ApiKeyStarter(IServiceProvider services) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        services.GetRequiredService<ApiKeyStore>();
        services.GetRequiredService<ApiKeyMetrics>();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

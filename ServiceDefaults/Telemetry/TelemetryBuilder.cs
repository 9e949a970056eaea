using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace Trading.ServiceDefaults.Telemetry;

/// <summary>OpenTelemetry's builder over the host's services.</summary>
internal sealed class TelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
{
    public IServiceCollection Services => services;
}

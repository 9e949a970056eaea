using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>Who this process is, in logs, metrics and traces.</summary>
/// <param name="Name">The module's name, <c>all-in-one</c> for several, or what <c>OTEL_SERVICE_NAME</c> says.</param>
/// <param name="InstanceId">Host name and process id.</param>
public sealed record ServiceIdentity(string Name, string Version, string InstanceId, string Environment, string Host)
{
    public const string SeveralModules = "all-in-one";

    public static ServiceIdentity From(IConfiguration configuration, IHostEnvironment environment, IReadOnlyList<IModule> modules)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(modules);
        var named = configuration["OTEL_SERVICE_NAME"];
        var name = !string.IsNullOrWhiteSpace(named) ? named : modules.Count == 1 ? modules[0].Name : SeveralModules;
        var version = typeof(ServiceIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        version = version.Split('+')[0];
        var host = System.Environment.MachineName;
        return new ServiceIdentity(
            name,
            version,
            string.Create(CultureInfo.InvariantCulture, $"{host}-{System.Environment.ProcessId}"),
            environment.EnvironmentName,
            host);
    }
}

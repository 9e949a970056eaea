using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Trading.ServiceDefaults.Logs;

namespace Trading.ServiceDefaults.Hosting;

/// <summary>Who this process is, in logs, metrics and traces alike.</summary>
/// <param name="Attributes">By OpenTelemetry's names. What the environment says replaces what the process knows of itself.</param>
public sealed record ServiceIdentity(IReadOnlyDictionary<string, string> Attributes)
{
    public const string SeveralModules = "all-in-one";

    private const string NameAttribute = "service.name";
    private const string VersionAttribute = "service.version";

    /// <summary>The module's name, <see cref="SeveralModules"/> for several, or what the environment says.</summary>
    public string Name => Attributes[NameAttribute];

    public string Version => Attributes[VersionAttribute];

    public static ServiceIdentity From(IConfiguration configuration, IHostEnvironment environment, IReadOnlyList<IModule> modules)
    {
        var version = typeof(ServiceIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "0";
        var host = Environment.MachineName;
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [NameAttribute] = modules.Count == 1 ? modules[0].Name : SeveralModules,
            ["service.namespace"] = "trading",
            [VersionAttribute] = version.Split('+')[0],
            ["service.instance.id"] = string.Create(CultureInfo.InvariantCulture, $"{host}-{Environment.ProcessId}"),
            ["deployment.environment.name"] = environment.EnvironmentName,
            ["host.name"] = host,
        };
        foreach (var pair in (configuration["OTEL_RESOURCE_ATTRIBUTES"] ?? string.Empty).Split(',', StringSplitOptions.TrimEntries))
        {
            if (pair.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } key, var value])
            {
                attributes[key] = SecretKeys.IsSecret(key) ? SecretText.Redacted : SecretText.Redact(Uri.UnescapeDataString(value));
            }
        }

        if (configuration["OTEL_SERVICE_NAME"] is { } named && !string.IsNullOrWhiteSpace(named))
        {
            attributes[NameAttribute] = named;
        }

        return new ServiceIdentity(attributes);
    }
}

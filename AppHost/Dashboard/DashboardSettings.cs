using System.Globalization;
using Microsoft.Extensions.Configuration;
using Trading.AppHost.Data;

namespace Trading.AppHost.Dashboard;

/// <summary>Aspire's dashboard: on loopback, without TLS, for those who have the token of this data directory.</summary>
internal static class DashboardSettings
{
    /// <summary>The settings are those of Aspire. Returns the link that lets a browser in.</summary>
    public static string Apply(IConfigurationManager configuration, DataDirectory data, PreferredPorts ports)
    {
        var url = Loopback(ports.Next("dashboard", 18888));
        var token = data.Secret("dashboard-token");
        var history = data.PathOf("dashboard");
        if (Directory.Exists(history))
        {
            Directory.Delete(history, recursive: true);
        }

        // Telemetry of this run alone, beside the run's other data: Aspire keeps that of every run in the user's home.
        Environment.SetEnvironmentVariable("ASPIRE_DASHBOARD_DATA_DIRECTORY", history);
        configuration["ASPIRE_DASHBOARD_DATA_DIRECTORY"] = history;
        configuration["ASPNETCORE_URLS"] = url;
        configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Loopback(ports.Any());
        configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = Loopback(ports.Any());
        configuration["AppHost:BrowserToken"] = token;
        configuration["AppHost:DashboardApiKey"] = data.Secret("dashboard-api-key");
        return $"{url}/login?t={token}";
    }

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
}

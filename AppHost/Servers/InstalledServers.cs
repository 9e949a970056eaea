using Trading.AppHost.Running;

namespace Trading.AppHost.Servers;

/// <summary>Which servers this machine can run as programs of its own.</summary>
internal static class InstalledServers
{
    /// <summary>Those that mode <c>local</c> cannot do without and that are not installed.</summary>
    public static IReadOnlyList<string> Missing() =>
    [
        .. from server in (ServerDefinition[])[ServerCatalogue.Postgres, ServerCatalogue.Redis, ServerCatalogue.RabbitMq]
           where !Has(server)
           select server.Programs[0],
    ];

    public static bool Has(ServerDefinition server) =>
        !OperatingSystem.IsWindows() && ProgramFinder.Find(Folders(), [.. server.Programs]) is not null;

    // Debian keeps the programs of each PostgreSQL version and RabbitMQ's own script off the PATH.
    private static IEnumerable<string> Folders()
    {
        string[] versions = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return
        [
            .. versions.Select(version => Path.Combine(version, "bin")),
            "/usr/lib/rabbitmq/bin", "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin",
        ];
    }
}

using Trading.Testing.Processes;

namespace Trading.Testing.Servers;

public sealed class PrometheusServer(string directory, int port, string configurationFile)
    : ConfiguredServer("prometheus", directory, port, configurationFile)
{
    public static bool IsInstalled => ProgramFinder.Find("prometheus") is not null;
}

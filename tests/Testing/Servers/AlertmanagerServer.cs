using Trading.Testing.Processes;

namespace Trading.Testing.Servers;

public sealed class AlertmanagerServer(string directory, int port, string configurationFile)
    : ConfiguredServer("alertmanager", directory, port, configurationFile)
{
    public static bool IsInstalled => ProgramFinder.Find("prometheus-alertmanager", "alertmanager") is not null;
}

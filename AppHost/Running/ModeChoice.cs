using Trading.AppHost.Servers;

namespace Trading.AppHost.Running;

/// <summary>Chooses what the system runs on, and gives the reason and the container engine that answers, if one was asked.</summary>
internal static class ModeChoice
{
    public static async Task<(RunMode Mode, string Reason, string? Engine)> OfAsync(RunMode asked, CancellationToken cancellationToken)
    {
        var missing = InstalledServers.Missing();
        if (asked == RunMode.Local && missing.Count > 0)
        {
            throw new WrongUseException(
                $"--mode local needs {string.Join(", ", missing)}: "
                + "infra/servers/install.sh installs what is missing on Debian and Ubuntu.");
        }

        if (asked is RunMode.Local or RunMode.Embedded)
        {
            return (asked, "asked for by --mode", null);
        }

        var engine = await ContainerRuntime.FindAsync(cancellationToken);
        var (mode, reason) = (asked, engine, missing.Count) switch
        {
            (RunMode.Containers, null, _) => throw new WrongUseException("--mode containers needs Docker or Podman, and neither answers."),
            (RunMode.Containers, _, _) => (RunMode.Containers, $"asked for by --mode; {engine} answers"),
            (_, not null, _) => (RunMode.Containers, $"{engine} answers"),
            (_, _, 0) => (RunMode.Local, "no container engine answers; postgres, redis-server and rabbitmq-server are installed"),
            _ => (RunMode.Embedded, $"no container engine answers; not installed: {string.Join(", ", missing)}"),
        };
        return (mode, reason, engine);
    }
}

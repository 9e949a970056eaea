using Trading.AppHost.Local;

namespace Trading.AppHost;

/// <summary>Chooses what the system runs on, says so, and hands over to that host.</summary>
internal static class HostChoice
{
    public static async Task<int> RunAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var (mode, reason) = await ChooseAsync(options.Mode, cancellationToken);
        Console.WriteLine($"Mode: {mode.ToString().ToLowerInvariant()} ({reason})");
        if (mode == RunMode.Embedded)
        {
            Console.WriteLine("      infra/servers/install.sh (Debian and Ubuntu) installs PostgreSQL, Redis and RabbitMQ and so brings mode local.");
        }

        return mode switch
        {
            RunMode.Containers => throw new WrongUseException("--mode containers is not there yet."),
            _ => await LocalHost.RunAsync(mode, options, cancellationToken),
        };
    }

    private static async Task<(RunMode Mode, string Reason)> ChooseAsync(RunMode asked, CancellationToken cancellationToken)
    {
        var missing = LocalPrograms.Missing();
        if (asked == RunMode.Local && missing.Count > 0)
        {
            throw new WrongUseException($"--mode local needs {string.Join(", ", missing)}: infra/servers/install.sh installs what is missing on Debian and Ubuntu.");
        }

        if (asked != RunMode.Auto)
        {
            return (asked, "asked for by --mode");
        }

        var runtime = await ContainerRuntime.FindAsync(cancellationToken);
        var noContainers = runtime is null ? "no container runtime answers" : $"{runtime} answers but Aspire's packages did not restore";
        return missing.Count == 0
            ? (RunMode.Local, $"{noContainers}; postgres, redis-server and rabbitmq-server are installed")
            : (RunMode.Embedded, $"{noContainers}; not installed: {string.Join(", ", missing)}");
    }
}

using System.Diagnostics;

namespace Trading.SystemTests.Running;

/// <summary>
/// Debian 12's podman needs runc and CNI named where its own choice does not start: settings of the tests, beside those of the machine.
/// </summary>
public sealed class PodmanSettings : IDisposable
{
    private const string Text =
        """
        [containers]
        default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
        [engine]
        cgroup_manager = "cgroupfs"
        runtime = "runc"
        [engine.runtimes]
        runc = ["/usr/sbin/runc", "/usr/bin/runc"]
        [network]
        network_backend = "cni"
        cni_plugin_dirs = ["/usr/lib/cni"]
        """;

    private readonly string _file = Path.GetTempFileName();

    public PodmanSettings() => File.WriteAllText(_file, Text);

    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal) { ["CONTAINERS_CONF"] = _file };

    /// <summary>What the program printed; it must end with 0.</summary>
    public async Task<string> RunAsync(string program, IEnumerable<string> arguments, TimeSpan deadline)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CONTAINERS_CONF"] = _file;
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(deadline);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = await process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors}");
        return await output;
    }

    public void Dispose() => File.Delete(_file);
}

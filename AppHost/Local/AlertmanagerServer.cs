using System.Globalization;

namespace Trading.AppHost.Local;

/// <summary>Alertmanager, alone (not clustered), with a configuration written for this run.</summary>
public sealed class AlertmanagerServer(string program, string directory, int port, string configuration) : LocalServer("alertmanager", directory, port)
{
    public override string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public string ConfigurationFile => Path.Combine(DataDirectory, "alertmanager.yml");

    public static string? Find() => ProgramFinder.Find("prometheus-alertmanager", "alertmanager");

    public override Task PrepareAsync(ProcessWatchdog watchdog, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(DataDirectory);
        return File.WriteAllTextAsync(ConfigurationFile, configuration, cancellationToken);
    }

    public override ProcessSpec Spec() => new(
        program,
        [
            $"--config.file={ConfigurationFile}", $"--storage.path={Path.Combine(DataDirectory, "data")}",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{Port}"), "--cluster.listen-address=",
        ],
        DataDirectory,
        LogFile());

    public override Task<bool> IsReadyAsync(CancellationToken cancellationToken) => HttpProbe.AnswersAsync(new Uri(Url + "/-/ready"), cancellationToken);
}

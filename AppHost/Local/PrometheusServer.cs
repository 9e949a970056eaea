using System.Globalization;

namespace Trading.AppHost.Local;

/// <summary>Prometheus with a configuration written for this run.</summary>
public sealed class PrometheusServer(string program, string directory, int port, string configuration) : LocalServer("prometheus", directory, port)
{
    public override string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    public string ConfigurationFile => Path.Combine(DataDirectory, "prometheus.yml");

    public static string? Find() => ProgramFinder.Find("prometheus");

    public override Task PrepareAsync(ProcessWatchdog watchdog, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(DataDirectory);
        return File.WriteAllTextAsync(ConfigurationFile, configuration, cancellationToken);
    }

    public override ProcessSpec Spec() => new(
        program,
        [
            $"--config.file={ConfigurationFile}", $"--storage.tsdb.path={Path.Combine(DataDirectory, "data")}",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{Port}"),
            "--storage.tsdb.retention.time=7d", "--enable-feature=exemplar-storage",
        ],
        DataDirectory,
        LogFile());

    public override Task<bool> IsReadyAsync(CancellationToken cancellationToken) => HttpProbe.AnswersAsync(new Uri(Url + "/-/ready"), cancellationToken);
}

using Trading.Testing.Processes;

namespace Trading.Testing.Servers;

/// <summary>A server with an HTTP API and a configuration file.</summary>
public abstract class ConfiguredServer(string name, string directory, int port, string configurationFile) : LocalServer(name, directory, port)
{
    public string Url => $"http://127.0.0.1:{Text(Port)}";

    public string ConfigurationFile { get; } = configurationFile;

    public override IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(base.Environment, StringComparer.Ordinal) { ["SERVER_CONFIGURATION"] = ConfigurationFile };

    public override Task<bool> IsReadyAsync(CancellationToken cancellationToken) => HttpProbe.AnswersAsync(new Uri(Url + "/-/ready"), cancellationToken);
}

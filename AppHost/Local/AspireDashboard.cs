using System.Globalization;
using System.Runtime.InteropServices;

namespace Trading.AppHost.Local;

/// <summary>The genuine Aspire dashboard of the <c>aspire</c> command, as a place for all telemetry of a local run.</summary>
public sealed class AspireDashboard(string program, string directory, int port, int grpcPort, int httpPort) : LocalServer(ResourceName, directory, port)
{
    public const string ResourceName = "aspire-dashboard";

    public override string Url => Loopback(Port);

    /// <summary>Where services send traces, metrics and logs (OTLP over gRPC).</summary>
    public string OtlpUrl => Loopback(grpcPort);

    /// <summary>On the PATH, or where <c>infra/servers/install.sh</c> puts it.</summary>
    public static string? Find() =>
        ProgramFinder.Find([Path.Combine(SourceTree.Root, "infra", "servers", "node_modules", "@microsoft", $"aspire-cli-linux-{Architecture}", "bin")], "aspire");

    public override Task PrepareAsync(ProcessWatchdog watchdog, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(DataDirectory);
        return Task.CompletedTask;
    }

    public override ProcessSpec Spec() => new(
        program,
        [
            "dashboard", "run", "--non-interactive", "--nologo", "--allow-anonymous",
            "--frontend-url", Url, "--otlp-grpc-url", OtlpUrl, "--otlp-http-url", Loopback(httpPort),
        ],
        DataDirectory,
        LogFile())
    {
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DASHBOARD__API__ENABLED"] = "true" },
    };

    public override Task<bool> IsReadyAsync(CancellationToken cancellationToken) => HttpProbe.AnswersAsync(new Uri(Url), cancellationToken);

    private static string Architecture => RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    private static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
}

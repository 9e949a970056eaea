using System.Globalization;

namespace Trading.AppHost.Local;

/// <summary>Redis with an append-only file, on loopback only.</summary>
public sealed class RedisServer(string program, string directory, int port) : LocalServer("redis", directory, port)
{
    public override string Url => string.Create(CultureInfo.InvariantCulture, $"redis://127.0.0.1:{Port}");

    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    public static string? Find() => ProgramFinder.Find("redis-server");

    public override Task PrepareAsync(ProcessWatchdog watchdog, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(DataDirectory);
        return Task.CompletedTask;
    }

    public override ProcessSpec Spec() => new(
        program,
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", DataDirectory, "--daemonize", "no",
            "--appendonly", "yes", "--save", "", "--maxmemory", "512mb", "--maxmemory-policy", "noeviction",
        ],
        DataDirectory,
        LogFile());

    public override Task<bool> IsReadyAsync(CancellationToken cancellationToken) => AnswersAsync("PING\r\n"u8.ToArray(), (byte)'+', cancellationToken);
}

using Trading.Testing.Processes;

namespace Trading.Testing.Servers;

/// <summary>Redis with an append-only file.</summary>
public sealed class RedisServer(string directory, int port) : LocalServer("redis", directory, port)
{
    public static bool IsInstalled => ProgramFinder.Find("redis-server") is not null;

    public string Endpoint => $"127.0.0.1:{Text(Port)}";

    public override Task<bool> IsReadyAsync(CancellationToken cancellationToken) => AnswersAsync("PING\r\n"u8.ToArray(), (byte)'+', cancellationToken);
}

using System.Globalization;
using System.Net.Sockets;

namespace Trading.Testing.Servers;

/// <summary>An installed server on loopback, run by its script in <c>infra/servers</c> as AppHost runs it.</summary>
public abstract class LocalServer(string name, string directory, int port)
{
    public string Name { get; } = name;

    /// <summary>Holds the server's data; survives restarts.</summary>
    public string DataDirectory { get; } = directory;

    public int Port { get; } = port;

    public string Script => Repository.PathOf("infra", "servers", Name + ".sh");

    /// <summary>What the script takes from its environment.</summary>
    public virtual IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["SERVER_DATA"] = DataDirectory,
        ["SERVER_PORT"] = Text(Port),
    };

    /// <summary>True once the server answers in its own protocol.</summary>
    public abstract Task<bool> IsReadyAsync(CancellationToken cancellationToken);

    protected static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Sends bytes to the server's port and tells whether the answer begins as expected.</summary>
    protected async Task<bool> AnswersAsync(ReadOnlyMemory<byte> request, byte expected, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port, cancellationToken);
            await client.Client.SendAsync(request, cancellationToken);
            var answer = new byte[1];
            return await client.Client.ReceiveAsync(answer, cancellationToken) == 1 && answer[0] == expected;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

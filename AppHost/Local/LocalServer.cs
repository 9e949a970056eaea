using System.Net.Sockets;

namespace Trading.AppHost.Local;

/// <summary>An installed server run as an own process on loopback, with a data directory of its own.</summary>
public abstract class LocalServer(string name, string directory, int port)
{
    public string Name { get; } = name;

    /// <summary>Holds the server's data; survives restarts.</summary>
    public string DataDirectory { get; protected init; } = directory;

    private string LogFolder { get; } = Path.Combine(Path.GetDirectoryName(directory)!, "logs");

    public int Port { get; } = port;

    /// <summary>What a client or a person needs to reach it, without secrets.</summary>
    public abstract string Url { get; }

    /// <summary>Makes the data directory and the configuration. Doing it again changes nothing that is kept.</summary>
    public abstract Task PrepareAsync(ProcessWatchdog watchdog, CancellationToken cancellationToken);

    public abstract ProcessSpec Spec();

    /// <summary>True once the server answers in its own protocol.</summary>
    public abstract Task<bool> IsReadyAsync(CancellationToken cancellationToken);

    protected string LogFile() => Path.Combine(LogFolder, Name + ".log");

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

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Trading.Observability.Tests.Alerts;

/// <summary>As much of a mail server as Alertmanager needs: it asks for a user, takes messages and keeps what it was sent.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly StringBuilder _received = new();
    private readonly Task _serving;

    public MailServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Received
    {
        get
        {
            lock (_received)
            {
                return _received.ToString();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream);
        await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 test");
        var isInMessage = false;
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            lock (_received)
            {
                _received.AppendLine(line);
            }

            isInMessage = isInMessage ? line != "." : line == "DATA";
            if (!isInMessage || line == "DATA")
            {
                await writer.WriteLineAsync(Answer(line));
            }

            if (line == "QUIT")
            {
                return;
            }
        }
    }

    private static string Answer(string line) => line.Split(' ')[0] switch
    {
        "EHLO" => "250-test\r\n250 AUTH PLAIN",
        "AUTH" => "235 known",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 fine",
    };
}

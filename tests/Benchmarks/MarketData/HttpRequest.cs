using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Trading.Benchmarks.MarketData;

/// <summary>The head of a request that a bare socket has received, and how to answer it.</summary>
internal sealed class HttpRequest(string head)
{
    public bool IsWebSocket => head.Contains("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase);

    public string Path => head.Split(' ', 3)[1].Split('?')[0];

    public static HttpRequest Read(Socket client)
    {
        var request = "";
        var buffer = new byte[4096];
        while (!request.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = client.Receive(buffer);
            if (read == 0)
            {
                throw new SocketException((int)SocketError.ConnectionReset);
            }

            request += Encoding.ASCII.GetString(buffer, 0, read);
        }

        return new HttpRequest(request);
    }

    /// <summary>Completes the WebSocket handshake.</summary>
    public byte[] WebSocketAnswer()
    {
        var key = head.Split("\r\n").First(line => line.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)).Split(':', 2)[1].Trim();
#pragma warning disable CA5350 // The handshake prescribes it.
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        return Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n");
    }

    public static byte[] JsonAnswer(string json) => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-MBX-USED-WEIGHT-1M: 1\r\nContent-Length: {json.Length}\r\nConnection: close\r\n\r\n{json}");
}

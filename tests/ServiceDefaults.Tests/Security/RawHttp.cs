using System.Net.Sockets;
using System.Text;

namespace Trading.ServiceDefaults.Tests.Security;

/// <summary>Requests as bytes, for what an HTTP client would not send.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>Sends the bytes, keeps the connection open, and returns the answer's head and what came with it.</summary>
    public static async Task<string> SendAsync(string url, params string[] lines)
    {
        var address = new Uri(url);
        using var deadline = new CancellationTokenSource(Deadline);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, deadline.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"), deadline.Token);
        var buffer = new byte[8192];
        var text = new StringBuilder();
        while (!text.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, deadline.Token);
            if (read == 0)
            {
                break;
            }

            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}

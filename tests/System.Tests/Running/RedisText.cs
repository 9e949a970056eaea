using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Trading.SystemTests.Running;

/// <summary>Redis asked in its own protocol, without a client library: one command, the lines of the answer that hold data.</summary>
public sealed class RedisText(Uri address)
{
    public async Task<IReadOnlyList<string>> AskAsync(params string[] words)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        var request = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"*{words.Length}\r\n"));
        foreach (var word in words)
        {
            request.Append(CultureInfo.InvariantCulture, $"${word.Length}\r\n{word}\r\n");
        }

        // QUIT ends the answer, so that it can be read to its end.
        request.Append("*1\r\n$4\r\nQUIT\r\n");
        await client.Client.SendAsync(Encoding.ASCII.GetBytes(request.ToString()));
        using var reader = new StreamReader(client.GetStream());
        var lines = (await reader.ReadToEndAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Where(line => line[0] is not ('*' or '$' or '+'))];
    }
}

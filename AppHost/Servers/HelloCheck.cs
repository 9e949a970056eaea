using System.Net.Sockets;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Trading.AppHost.Servers;

/// <summary>Whether a server answers in its own protocol.</summary>
internal static class HelloCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static async Task<HealthCheckResult> AskAsync(int port, byte[] request, byte expected, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, patience.Token);
            await client.Client.SendAsync(request, patience.Token);
            var answer = new byte[1];
            return await client.Client.ReceiveAsync(answer, patience.Token) == 1 && answer[0] == expected
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("answers, but is not ready");
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return HealthCheckResult.Unhealthy("does not answer");
        }
    }
}

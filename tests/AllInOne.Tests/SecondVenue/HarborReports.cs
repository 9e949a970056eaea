using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Venues;

namespace Trading.AllInOne.Tests.SecondVenue;

internal sealed class HarborReports(TradingSettings settings) : IUserStream
{
    public async IAsyncEnumerable<UserStreamUpdate> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(settings.UserStreamUrl, cancellationToken);
        var buffer = new byte[8192];
        while (await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken) is { MessageType: WebSocketMessageType.Text } read)
        {
            using var report = JsonDocument.Parse(buffer.AsMemory(0, read.Count));
            yield return report.RootElement.TryGetProperty("ready", out _)
                ? new UserStreamUpdate.Subscribed()
                : new UserStreamUpdate.Report(HarborOrders.Read(report.RootElement));
        }
    }
}

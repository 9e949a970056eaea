using System.Globalization;
using Trading.Contracts;
using Trading.Testing;
using Trading.Testing.Servers;

namespace Trading.OrderExecution.Tests.Messaging;

public sealed class BrokerOutageTests(RealServers servers)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);
    private readonly ScriptedVenue _venue = new();

    [Fact]
    public async Task Orders_go_on_while_the_broker_is_away_and_their_messages_follow_when_it_is_back()
    {
        var broker = await servers.StartRabbitMqAsync();
        var url = ((RabbitMqServer)broker.Server).ConnectionUrl;
        await using var host = await OrdersHost.StartAsync(_venue, settings: ["--Bus:Transport=RabbitMq", $"--Bus:Url={url}"]);
        await host.PlaceAsync(Orders.Limit("before", "59000"));
        await Poll.UntilAsync(() => host.Published.OfType<OrderAccepted>().Any(), Deadline);

        await broker.KillAsync();
        var order = await host.PlaceAsync(Orders.Limit("during", "59000"));
        Assert.Equal("accepted", order.GetProperty("status").GetString());
        await Poll.UntilAsync(async () => await GaugeAsync(host, "outbox_pending") > 0 && await GaugeAsync(host, "outbox_oldest_seconds") > 1, Deadline);

        await broker.StartAsync();
        await Poll.UntilAsync(() => host.Published.OfType<OrderAccepted>().Any(accepted => accepted.ClientOrderId == "during"), Deadline);
        await Poll.UntilAsync(async () => await GaugeAsync(host, "outbox_pending") == 0, Deadline);
    }

    private static async Task<double> GaugeAsync(OrdersHost host, string name) => double.Parse(
        (await host.Client.GetStringAsync("/metrics")).Split('\n').First(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1],
        CultureInfo.InvariantCulture);
}

using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Execution;

public sealed class InternalBookTests
{
    private readonly ScriptedVenue _venue = new();

    [Theory]
    [InlineData("buy", "60030")]
    [InlineData("sell", "59970")]
    public async Task A_market_order_fills_half_a_spread_off_the_reference_and_stays_in_the_house(string side, string price)
    {
        await using var host = await OrdersHost.StartAsync(_venue);

        using var response = await host.SubmitAsync(Orders.Market("house", side, route: "bbook"));
        var order = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(("filled", price, "internal"), (order.GetProperty("status").GetString(), order.GetProperty("averagePrice").GetString(), order.GetProperty("venue").GetString()));
        Assert.Empty(_venue.Sent);
    }

    [Fact]
    public async Task A_limit_order_waits_for_its_price()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        using var response = await host.SubmitAsync(Orders.Limit("patient", "59000", route: "bbook"));
        Assert.Equal("accepted", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());

        await PublishPriceAsync(host, 58_900m);

        var order = await Poll.UntilAsync(() => host.GetAsync("/orders"), orders => orders[0].GetProperty("status").GetString() == "filled", TimeSpan.FromSeconds(60));
        Assert.Equal("59000", order[0].GetProperty("averagePrice").GetString());
    }

    [Theory]
    [InlineData("ioc", "59000", "expired")]
    [InlineData("gtx", "61000", "expired")]
    [InlineData("gtx", "59000", "accepted")]
    [InlineData("ioc", "61000", "filled")]
    public async Task Time_in_force_holds_in_the_house_too(string timeInForce, string price, string status)
    {
        await using var host = await OrdersHost.StartAsync(_venue);

        using var response = await host.SubmitAsync(Orders.Limit("force", price, timeInForce: timeInForce, route: "bbook"));

        Assert.Equal(status, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
    }

    private static async Task PublishPriceAsync(OrdersHost host, decimal price)
    {
        var now = DateTime.UtcNow;
        await host.Services.GetRequiredService<IBus>().Publish(new TicksPublished
        {
            Venue = Venues.Simulator,
            Symbol = "BTCUSDT",
            Ticks = [new Trade(1, price, 1m, Side.Buy, now, now)],
        });
    }
}

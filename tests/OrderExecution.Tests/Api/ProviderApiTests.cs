using System.Net.Http.Json;
using System.Text.Json;
using Trading.Contracts;

namespace Trading.OrderExecution.Tests.Api;

public sealed class ProviderApiTests
{
    [Theory]
    [InlineData(Venues.Simulator, true, false)]
    [InlineData("binance-spot", false, false)]
    [InlineData("binance-spot", true, true)]
    public async Task The_provider_says_whether_orders_move_real_money_and_on_which_account(string venue, bool switchedOn, bool live)
    {
        await using var host = await OrdersHost.StartAsync(
            new ScriptedVenue(), withPrice: false, settings: [$"--Venue:Name={venue}", $"--Venue:LiveOrders={switchedOn}", "--Orders:Account=desk"]);
        var provider = Assert.Single((await host.Client.GetFromJsonAsync<JsonElement>("/liquidity-providers")).EnumerateArray());
        Assert.Equal(live, provider.GetProperty("liveOrders").GetBoolean());
        Assert.Equal("desk", provider.GetProperty("account").GetString());
    }
}

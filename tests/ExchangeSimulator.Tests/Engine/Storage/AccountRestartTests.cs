using System.Globalization;
using System.Text.Json;
using Trading.Testing;

namespace Trading.ExchangeSimulator.Tests.Engine.Storage;

public sealed class AccountRestartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("account").FullName;

    [Fact]
    public async Task A_kill_loses_no_balance_no_order_and_no_fill_of_either_account()
    {
        await using var process = new ServiceProcess("Trading.ExchangeSimulator.dll", _folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Simulator__Directory"] = Path.Combine(_folder, "venue"),
            ["Simulator__Symbols"] = "BTCUSDT",
            ["Simulator__Balances"] = "USDT=1000000000,BTC=1000",
            ["Simulator__SpotOrdersPer10Seconds"] = "1000",
            ["Simulator__BookLevels"] = "20",
            ["Security__KeyFile"] = Path.Combine(_folder, "keys"),
            ["Logging__LogLevel__Default"] = "Warning",
        });
        await process.StartAsync();
        using var venue = new SignedClient(process.Url);
        var deep = await PriceAsync(venue, "/api/v3/ticker/price?symbol=BTCUSDT", 0.9m);
        var low = await PriceAsync(venue, "/api/v3/ticker/price?symbol=BTCUSDT", 0.5m);
        await OrderAsync(venue, "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01");
        await OrderAsync(venue, "/api/v3/order", $"symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=150&price={deep}&newClientOrderId=deep");
        await OrderAsync(venue, "/api/v3/order", $"symbol=BTCUSDT&side=SELL&type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=1&price={low}&stopPrice={low}&newClientOrderId=stop");
        await venue.SendAsync(HttpMethod.Post, "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0&newClientOrderId=refused");
        await Poll.UntilAsync(
            async () =>
            {
                await OrderAsync(venue, "/api/v3/order", $"symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=IOC&quantity=120&price={deep}");
                return (await OrderOfAsync(venue, "deep")).GetProperty("status").GetString();
            },
            status => status == "PARTIALLY_FILLED",
            TimeSpan.FromMinutes(1));
        var far = await PriceAsync(venue, "/fapi/v1/ticker/price?symbol=BTCUSDT", 0.9m, decimals: 1);
        await OrderAsync(venue, "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=7");
        await OrderAsync(venue, "/fapi/v1/order", "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.5");
        await OrderAsync(venue, "/fapi/v1/order", $"symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.3&price={far}&newClientOrderId=far");
        var before = await StateAsync(venue);

        await process.KillAsync();
        await process.StartAsync();
        var after = await StateAsync(venue);
        Assert.Equal(before, after);

        await Poll.UntilAsync(
            async () =>
            {
                await OrderAsync(venue, "/api/v3/order", $"symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=IOC&quantity=150&price={deep}");
                return (await OrderOfAsync(venue, "deep")).GetProperty("status").GetString();
            },
            status => status == "FILLED",
            TimeSpan.FromMinutes(1));
        var orders = (await venue.GetSignedAsync("/api/v3/allOrders", "symbol=BTCUSDT&limit=1000")).EnumerateArray().ToList();
        Assert.Equal(orders.Count, orders.Select(order => order.GetProperty("orderId").GetInt64()).Distinct().Count());
        Assert.Equal(orders.Count, orders.Select(order => order.GetProperty("clientOrderId").GetString()).Distinct(StringComparer.Ordinal).Count());
        var fills = (await venue.GetAsync("/simulator/ledger")).GetProperty("fills").EnumerateArray().ToList();
        Assert.Equal(150, fills.Where(fill => fill.GetProperty("clientOrderId").GetString() == "deep").Sum(fill => Number(fill, "quantity")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>All that must outlive the process, as text.</summary>
    private static async Task<string> StateAsync(SignedClient venue)
    {
        var ledger = await venue.GetAsync("/simulator/ledger");
        var account = await venue.GetSignedAsync("/api/v3/account");
        var position = (await venue.GetSignedAsync("/fapi/v2/positionRisk", "symbol=BTCUSDT"))[0];
        return string.Join('\n', [
            account.GetProperty("balances").GetRawText(),
            (await venue.GetSignedAsync("/api/v3/openOrders", "symbol=BTCUSDT")).GetRawText(),
            (await venue.GetSignedAsync("/api/v3/allOrders", "symbol=BTCUSDT")).GetRawText(),
            (await venue.GetSignedAsync("/api/v3/myTrades", "symbol=BTCUSDT")).GetRawText(),
            (await venue.GetSignedAsync("/fapi/v2/balance"))[0].GetProperty("balance").GetRawText(),
            .. ((string[])["positionAmt", "entryPrice", "leverage", "updateTime"]).Select(name => position.GetProperty(name).GetRawText()),
            (await venue.GetSignedAsync("/fapi/v1/openOrders", "symbol=BTCUSDT")).GetRawText(),
            (await venue.GetSignedAsync("/fapi/v1/userTrades", "symbol=BTCUSDT")).GetRawText(),
            .. ((string[])["orderRequestCount", "orderRequests", "fillCount", "fills"]).Select(name => ledger.GetProperty(name).GetRawText()),
        ]);
    }

    private static async Task<string> PriceAsync(SignedClient venue, string path, decimal factor, int decimals = 2)
    {
        var text = await Poll.UntilAsync(
            async () => (await venue.GetAsync(path)).TryGetProperty("price", out var price) ? price.GetString() : null, price => price is not null, TimeSpan.FromMinutes(1));
        return decimal.Round(decimal.Parse(text!, CultureInfo.InvariantCulture) * factor, decimals).ToString(CultureInfo.InvariantCulture);
    }

    private static async Task OrderAsync(SignedClient venue, string path, string query)
    {
        var answer = await venue.SendAsync(HttpMethod.Post, path, query);
        Assert.False(answer.TryGetProperty("code", out _), answer.GetRawText());
    }

    private static Task<JsonElement> OrderOfAsync(SignedClient venue, string clientOrderId) =>
        venue.GetSignedAsync("/api/v3/order", $"symbol=BTCUSDT&origClientOrderId={clientOrderId}");

    private static decimal Number(JsonElement json, string name) => decimal.Parse(json.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}

using System.Net.Http.Json;
using System.Text.Json;
using Trading.Testing;

namespace Trading.AllInOne.Tests.SecondVenue;

/// <summary>
/// A venue that shares nothing with the shipped ones trades through the whole system: registering it is all that is needed.
/// </summary>
public sealed class SecondVenueTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_second_venue_gives_bars_takes_orders_and_is_downloaded()
    {
        await using var exchange = await HarborExchange.StartAsync();
        await using var system = await WholeSystem.StartAsync(
            [new HarborModule(exchange.Url)],
            "--Venue:Name=harbor", "--Venue:RestUrl=", "--Venue:StreamUrl=", $"--Venue:Symbols={HarborExchange.Pair}",
            $"--Venue:ApiKey={HarborExchange.Key}", "--Venue:LiveOrders=true");

        var bar = (await Poll.UntilAsync(
            () => BarsAsync(system, "1s"), bars => bars.Exists(bar => bar.GetProperty("closed").GetBoolean() && bar.GetProperty("tradeCount").GetInt64() > 10), Deadline))
            .Last(bar => bar.GetProperty("tradeCount").GetInt64() > 10);
        Assert.Equal(("100.01", "99.99"), (bar.GetProperty("high").GetString(), bar.GetProperty("low").GetString()));

        Assert.Equal("99.99", await Poll.UntilAsync(() => BestBidAsync(system), bid => bid is not null, Deadline));

        var id = await Poll.UntilAsync(() => SubmitAsync(system), id => id is not null, Deadline);
        var order = await Poll.UntilAsync(
            () => system.Services.GetFromJsonAsync<JsonElement>($"/orders/{id}"), order => order.GetProperty("status").GetString() == "filled", Deadline);
        Assert.Equal("harbor", order.GetProperty("venue").GetString());
        Assert.Equal(1, exchange.Orders);
        var position = await system.Services.GetFromJsonAsync<JsonElement>("/positions");
        Assert.Contains("0.5", position.GetRawText(), StringComparison.Ordinal);

        using var queued = await system.Services.PostAsJsonAsync(
            "/downloads", new { venue = "harbor", kind = "bars", symbols = new[] { HarborExchange.Pair }, interval = "1h", start = "2024-01-01", end = "2024-01-11" });
        Assert.Equal(System.Net.HttpStatusCode.Accepted, queued.StatusCode);
        var download = (await queued.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        var job = await Poll.UntilAsync(
            () => system.Services.GetFromJsonAsync<JsonElement>($"/downloads/{download}"), job => job.GetProperty("state").GetString() is not ("queued" or "running"), Deadline);
        Assert.Equal(("completed", 240), (job.GetProperty("state").GetString(), job.GetProperty("items").GetInt32()));
    }

    private static async Task<List<JsonElement>> BarsAsync(WholeSystem system, string interval) =>
        [.. (await system.Services.GetFromJsonAsync<JsonElement>($"/market/bars/{HarborExchange.Pair}?interval={interval}")).EnumerateArray()];

    /// <summary>Null while the book is not proven in sync.</summary>
    private static async Task<string?> BestBidAsync(WholeSystem system)
    {
        using var answer = await system.Services.GetAsync(new Uri($"/market/book/{HarborExchange.Pair}", UriKind.Relative));
        var book = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonElement>() : default;
        return book.ValueKind == JsonValueKind.Object && book.GetProperty("inSync").GetBoolean()
            ? book.GetProperty("bids")[0][0].GetString()
            : null;
    }

    /// <summary>Null while the order is denied: no price or no book yet.</summary>
    private static async Task<string?> SubmitAsync(WholeSystem system)
    {
        var order = new { clientOrderId = Guid.NewGuid().ToString("N"), symbol = HarborExchange.Pair, side = "buy", type = "market", quantity = "0.5", route = "abook" };
        using var answer = await system.Services.PostAsJsonAsync("/orders", order);
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString() : null;
    }
}

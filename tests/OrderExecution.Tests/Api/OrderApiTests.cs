using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Contracts;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Api;

public sealed class OrderApiTests
{
    private readonly ScriptedVenue _venue = new();

    [Fact]
    public async Task A_market_order_is_created_filled_and_published()
    {
        _venue.Next(order => _venue.Fill(order, 60_010m));
        await using var host = await OrdersHost.StartAsync(_venue);

        using var response = await host.SubmitAsync(Orders.Market("first"));
        var order = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("filled", order.GetProperty("status").GetString());
        Assert.Equal("60010", order.GetProperty("averagePrice").GetString());
        var shown = await host.GetAsync($"/orders/{order.GetProperty("id").GetString()}");
        Assert.Equal(["created", "accepted", "filled"], shown.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("kind").GetString()!));
        Assert.Equal(32, shown.GetProperty("traceId").GetString()!.Length);
        await Poll.UntilAsync(() => host.Published.Count == 3, TimeSpan.FromSeconds(60));
        Assert.Equal([typeof(OrderAccepted), typeof(OrderFilled), typeof(PositionChanged)], host.Published.Select(message => message.GetType()));
        var position = (await host.GetAsync("/positions"))[0];
        Assert.Equal(("0.01", "60010"), (position.GetProperty("quantity").GetString(), position.GetProperty("averageEntryPrice").GetString()));
    }

    [Fact]
    public async Task The_same_key_again_is_the_same_order_and_another_body_a_conflict()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var body = Orders.Limit("same", "59000");

        using var first = await host.SubmitAsync(body);
        using var second = await host.SubmitAsync(body);
        using var other = await host.SubmitAsync(Orders.Limit("same", "59001"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode, other.StatusCode));
        Assert.Equal(await Id(first), await Id(second));
        Assert.Single(_venue.Sent);
    }

    [Fact]
    public async Task The_header_is_as_good_a_key_as_the_client_order_id()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var body = new { symbol = "BTCUSDT", side = "buy", type = "limit", price = "59000", quantity = "0.01" };

        using var first = await host.SubmitAsync(body, key: "key-1");
        using var second = await host.SubmitAsync(body, key: "key-1");
        using var other = await host.SubmitAsync(body, key: "another");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Created), (first.StatusCode, second.StatusCode, other.StatusCode));
        Assert.Equal(2, _venue.Sent.Count);
    }

    [Fact]
    public async Task The_same_key_many_times_at_once_is_one_order()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var body = Orders.Limit("race", "59000");

        var responses = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.SubmitAsync(body)));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        Assert.Equal(15, responses.Count(response => response.StatusCode == HttpStatusCode.OK));
        Assert.Single(_venue.Sent);
        Assert.Equal(1, (await host.GetAsync("/orders")).GetArrayLength());
    }

    [Theory]
    [InlineData("maxNotional", "0.9", null)]
    [InlineData("priceCollar", "0.01", "30000")]
    [InlineData("venueFilter", "0.0100001", null)]
    public async Task A_risk_rule_that_objects_is_the_code_of_the_answer(string rule, string quantity, string? price)
    {
        await using var host = await OrdersHost.StartAsync(_venue);

        using var response = await host.SubmitAsync(
            price is null ? Orders.Market("denied", quantity: quantity) : Orders.Limit("denied", price, quantity: quantity));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(rule, (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Empty(_venue.Sent);
        Assert.Equal("denied", (await host.GetAsync("/orders?status=denied"))[0].GetProperty("status").GetString());
        await Poll.UntilAsync(() => host.Published.OfType<OrderDenied>().Any(denied => denied.Rule == rule), TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_lists_every_rule_that_objects_as_often_as_it_is_asked_for(bool replaces)
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var resting = replaces ? (await host.PlaceAsync(Orders.Limit("resting", "59000"))).GetProperty("id").GetString() : null;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var response = replaces
                ? await host.SendAsync(HttpMethod.Put, $"/orders/{resting}", new { price = "30000.001", quantity = "9" })
                : await host.SubmitAsync(Orders.Limit("denied", "30000.001", quantity: "9"));
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
            var objections = problem.GetProperty("objections").EnumerateArray()
                .ToDictionary(item => item.GetProperty("code").GetString()!, item => item.GetProperty("text").GetString());

            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            Assert.Superset(new HashSet<string> { "maxNotional", "priceCollar", "venueFilter" }, objections.Keys.ToHashSet());
            Assert.Equal("maxNotional", problem.GetProperty("code").GetString());
            Assert.Equal(problem.GetProperty("detail").GetString(), objections["maxNotional"]);
            Assert.Matches("^The price 30000.001 is farther than ", objections["priceCollar"]);
        }

        Assert.Equal(JsonValueKind.Null, (await host.PlaceAsync(Orders.Limit("fine", "59000"))).GetProperty("objections").ValueKind);
    }

    [Fact]
    public async Task A_refusal_by_the_venues_rule_gives_its_numbers_and_the_orders()
    {
        await using var host = await OrdersHost.StartAsync(_venue);

        using var response = await host.SubmitAsync(Orders.Limit("off-grid", "59000", quantity: "0.0100001"));

        Assert.Matches(
            @"^The venue's lotSize rule would refuse it: step 0\.0+1, .*; the quantity is 0\.0100001\.$",
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("""{"symbol":"BTCUSDT","side":"buy","type":"market","quantity":"-1","clientOrderId":"x"}""")]
    [InlineData("""{"symbol":"BTCUSDT","side":"buy","type":"limit","quantity":"1","clientOrderId":"x"}""")]
    [InlineData("""{"symbol":"BTCUSDT","side":"hold","type":"market","quantity":"1","clientOrderId":"x"}""")]
    [InlineData("""{"symbol":"NOPE","side":"buy","type":"market","quantity":"1","clientOrderId":"x"}""")]
    [InlineData("""{"symbol":"BTCUSDT","side":"buy","type":"market","quantity":"1"}""")]
    [InlineData("""{"symbol":"BTCUSDT","side":"buy","type":"market","quantity":"many","clientOrderId":"x"}""")]
    [InlineData("""{"symbol":"BTCUSDT","side":"buy","type":"market","quantity":"1","clientOrderId":"with space"}""")]
    [InlineData("not json")]
    public async Task Bad_input_is_a_problem_and_changes_nothing(string body)
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        await Poll.UntilAsync(async () => (await host.Client.GetAsync("/ready")).IsSuccessStatusCode, TimeSpan.FromSeconds(60));
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await host.Client.PostAsync("/orders", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(0, (await host.GetAsync("/orders")).GetArrayLength());
    }

    [Fact]
    public async Task What_is_unknown_is_answered_with_what_is_right()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var order = new { symbol = "nope", side = "buy", type = "market", quantity = "1", clientOrderId = "x" };
        using var symbol = await host.SubmitAsync(order);
        Assert.Equal("symbol: 'NOPE' is not traded here; traded are: BTCUSDT, ETHUSDT.", await DetailAsync(symbol));

        using var id = await host.Client.GetAsync("/orders/abc");
        Assert.Equal(HttpStatusCode.NotFound, id.StatusCode);
        Assert.Equal("id: 'abc' must be an id of 32 hexadecimal digits with dashes (a UUID).", await DetailAsync(id));

        static async Task<string?> DetailAsync(HttpResponseMessage answer) =>
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString();
    }

    [Fact]
    public async Task Orders_want_a_trader_and_limits_an_administrator()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        host.Client.DefaultRequestHeaders.Remove("X-Api-Key");

        using var nobody = await host.SubmitAsync(Orders.Market("nobody"));
        host.Client.DefaultRequestHeaders.Add("X-Api-Key", OrdersHost.TraderKey);
        using var placed = await host.SubmitAsync(Orders.Market("trader"));
        using var limits = await host.SendAsync(HttpMethod.Put, "/risk/limits", new { maxNotional = "1" });

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.Created, HttpStatusCode.Forbidden), (nobody.StatusCode, placed.StatusCode, limits.StatusCode));
    }

    [Fact]
    public async Task Lists_are_paged_newest_first()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        for (var i = 0; i < 5; i++)
        {
            using var response = await host.SubmitAsync(Orders.Limit($"page-{i}", "59000"));
        }

        using var first = await host.Client.GetAsync("/orders?limit=3");
        var cursor = first.Headers.GetValues("X-Next-Cursor").Single();
        using var second = await host.Client.GetAsync($"/orders?limit=3&cursor={cursor}");

        Assert.Equal(["page-4", "page-3", "page-2"], await ClientIds(first));
        Assert.Equal(["page-1", "page-0"], await ClientIds(second));
        Assert.False(second.Headers.Contains("X-Next-Cursor"));
    }

    private static async Task<string> Id(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;

    private static async Task<IEnumerable<string>> ClientIds(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray().Select(order => order.GetProperty("clientOrderId").GetString()!);
}

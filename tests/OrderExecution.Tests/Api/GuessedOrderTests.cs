using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Trading.Contracts;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Api;

/// <summary>Nothing about an order is guessed: what is not understood is refused, over HTTP and over the bus.</summary>
public sealed class GuessedOrderTests
{
    private const string Start = """{"symbol":"BTCUSDT","type":"market","quantity":"0.01","clientOrderId":"x",""";
    private readonly ScriptedVenue _venue = new();

    [Theory]
    [InlineData("\"side\":\"sell\",\"reduce_only\":true}", "reduce_only", "reduceOnly")]
    [InlineData("\"side\":1}", "side", "buy, sell")]
    [InlineData("\"side\":\"1\"}", "side", "buy, sell")]
    [InlineData("\"side\":\"Buy,Sell\"}", "side", "buy, sell")]
    [InlineData("\"side\":\"buy\",\"side\":\"sell\"}", "side", "more than once")]
    [InlineData("\"side\":\"buy\",\"reduceOnly\":null}", "reduceOnly", "true or false")]
    [InlineData("\"side\":\"buy\",\"strategy\":\"a\\u202eb\"}", "strategy", "1 to 64 characters")]
    [InlineData("\"side\":\"buy\",\"account\":\"\"}", "account", "1 to 64 characters")]
    public async Task An_order_that_would_have_to_be_guessed_is_not_sent(string rest, string member, string says)
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        using var response = await host.Client.PostAsync("/orders", new StringContent(Start + rest, Encoding.UTF8, "application/json"));

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.BadRequest, "invalidRequest"), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Contains(says, problem.GetProperty("errors").GetProperty(member)[0].GetString(), StringComparison.Ordinal);
        Assert.Empty(_venue.Sent);
        Assert.Equal(0, (await host.GetAsync("/orders")).GetArrayLength());
    }

    [Theory]
    [InlineData("1e28", "Above 0 and at most 1000000000000; 10000000000000000000000000000 was given.")]
    [InlineData("-0.5", "Above 0 and at most 1000000000000; -0.5 was given.")]
    [InlineData("1e29", "1e29 is beyond what a decimal holds, -79228162514264337593543950335 to 79228162514264337593543950335.")]
    public async Task An_impossible_quantity_is_refused_with_the_range_and_what_was_given(string quantity, string says)
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var body = $$"""{"symbol":"BTCUSDT","side":"buy","type":"market","quantity":{{quantity}},"clientOrderId":"x"}""";
        using var response = await host.Client.PostAsync("/orders", new StringContent(body, Encoding.UTF8, "application/json"));

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal($"quantity: {says}", problem.GetProperty("detail").GetString());
        Assert.Empty(_venue.Sent);
    }

    [Fact]
    public async Task A_limit_that_is_misspelt_is_refused_instead_of_changing_nothing()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        using var slip = await host.SendAsync(HttpMethod.Put, "/risk/limits", new { maxNotional = "1e28" });
        Assert.Equal(HttpStatusCode.BadRequest, slip.StatusCode);
        Assert.Contains(
            "From 0 (no limit) to 1000000000000; 10000000000000000000000000000 was given.",
            await slip.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var response = await host.SendAsync(HttpMethod.Put, "/risk/limits", new { maxNotionl = "1" });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("maxNotional", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task An_idempotency_key_keeps_the_rule_of_the_other_ids(string key)
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        using var response = await host.SubmitAsync(new { symbol = "BTCUSDT", side = "buy", type = "market", quantity = "0.01" }, key);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_message_with_an_impossible_id_is_dropped_and_holds_nothing_up()
    {
        _venue.Next(order => _venue.Fill(order, 60_000m));
        await using var host = await OrdersHost.StartAsync(_venue);
        var bus = host.Services.GetRequiredService<IBus>();
        await bus.Publish(new CancelOrder { ClientOrderId = "a\0b", Account = "main", RequestedAt = DateTime.UtcNow });
        await bus.Publish(new CancelOrder { ClientOrderId = null!, Account = "main", RequestedAt = DateTime.UtcNow });
        await bus.Publish(Submit("long") with { Strategy = new string('a', 100_000) });
        await bus.Publish(Submit("turned") with { Strategy = "a\u202e\0b" });
        await bus.Publish(Submit("good"));

        await Poll.UntilAsync(() => _venue.Sent.Any(order => order.ClientOrderId == "good"), TimeSpan.FromSeconds(60));
        Assert.Equal("good", Assert.Single(_venue.Sent).ClientOrderId);
        Assert.DoesNotContain("messaging_faults_total{message_type=\"CancelOrder\"}", await host.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("1")]
    [InlineData("Auto,Bbook")]
    [InlineData("auto")]
    public async Task A_default_route_that_is_none_stops_the_start(string route)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => OrdersHost.StartAsync(_venue, settings: $"--Orders:DefaultRoute={route}"));
        var reason = Assert.Single(Assert.IsType<OptionsValidationException>(failure).Failures);
        Assert.Contains("Orders:DefaultRoute", reason, StringComparison.Ordinal);
        Assert.Contains("Bbook", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_whose_route_is_unknown_is_denied()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        host.Services.GetRequiredService<OrdersOptions>().DefaultRoute = (OrderRoute)7;
        using var response = await host.SubmitAsync(Orders.Market("nowhere"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("unknownRoute", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Empty(_venue.Sent);
    }

    private static SubmitOrder Submit(string id) => new()
    {
        ClientOrderId = id,
        Account = "main",
        Symbol = "BTCUSDT",
        Side = Side.Buy,
        Type = OrderType.Market,
        Quantity = 0.01m,
        SubmittedAt = DateTime.UtcNow,
    };
}

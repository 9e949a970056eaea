using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.TwoVenues;

/// <summary>Where a run has several venues a request names one; what one venue is allowed to do does not open another.</summary>
public sealed class NamedVenueTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly VenuePair _venues = new();

    [Theory]
    [InlineData("POST", "/orders", null, "venueNeeded")]
    [InlineData("POST", "/orders", "binance-spot", "unknownVenue")]
    [InlineData("GET", "/risk/limits", null, "venueNeeded")]
    [InlineData("PUT", "/risk/limits", "mine", "unknownVenue")]
    [InlineData("GET", "/accounts/main", null, "venueNeeded")]
    [InlineData("POST", "/accounts/main/baseline", null, "venueNeeded")]
    [InlineData("GET", "/positions", "mine", "unknownVenue")]
    [InlineData("GET", "/orders", "mine", "unknownVenue")]
    [InlineData("POST", "/orders/reconcile", "mine", "unknownVenue")]
    public async Task A_request_that_names_no_venue_or_one_that_is_not_there_is_refused(
        string method, string path, string? venue, string code)
    {
        await using var host = await _venues.StartAsync();
        // An order names its venue in its body alone.
        var isOrder = (method, path) == ("POST", "/orders");
        var (verb, query) = (new HttpMethod(method), venue is null || isOrder ? path : $"{path}?venue={venue}");
        object? body = method == "GET" ? null : isOrder ? VenuePair.Order("nowhere", venue) : new { venue };

        using var response = await host.SendAsync(verb, query, body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Contains("simulator-spot, simulator-usdm", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(_venues.First.Sent.Concat(_venues.Second.Sent));
        Assert.Empty((await host.GetAsync("/orders")).EnumerateArray());
    }

    [Theory]
    [InlineData(null, "venueNeeded")]
    [InlineData("binance-spot", "unknownVenue")]
    public async Task An_order_over_the_bus_without_a_venue_of_the_run_is_denied_once(string? venue, string code)
    {
        await using var host = await _venues.StartAsync();
        var bus = host.Services.GetRequiredService<IBus>();

        await bus.Publish(Submit("nowhere", venue));
        await bus.Publish(Submit("somewhere", VenuePair.SecondName));
        await Poll.UntilAsync(
            () => host.Published.OfType<OrderDenied>().Any() && host.Published.OfType<OrderAccepted>().Any(), Deadline);

        var denied = Assert.Single(host.Published.OfType<OrderDenied>());
        Assert.Equal(("nowhere", code, venue ?? ""), (denied.ClientOrderId, denied.Rule, denied.Venue));
        Assert.Equal("somewhere", Assert.Single(_venues.Second.Sent).ClientOrderId);
        Assert.Empty(_venues.First.Sent);
    }

    [Fact]
    public async Task A_known_order_that_is_sent_again_without_its_venue_is_reported()
    {
        await using var host = await _venues.StartAsync();
        var bus = host.Services.GetRequiredService<IBus>();
        var submit = Submit("known", VenuePair.FirstName);
        await bus.Publish(submit);
        await Poll.UntilAsync(() => host.Published.OfType<OrderAccepted>().Any(), Deadline);

        await bus.Publish(submit with { Venue = null });
        await Poll.UntilAsync(() => host.Published.OfType<OrderAccepted>().Count() == 2, Deadline);

        Assert.Empty(host.Published.OfType<OrderDenied>());
        Assert.Single(_venues.First.Sent);
    }

    [Fact]
    public async Task A_key_belongs_to_one_order_of_all_venues()
    {
        await using var host = await _venues.StartAsync();
        await host.PlaceAsync(VenuePair.Order("one", VenuePair.FirstName, "59000"));

        using var again = await host.SubmitAsync(VenuePair.Order("one", VenuePair.FirstName, "59000"));
        using var elsewhere = await host.SubmitAsync(VenuePair.Order("one", VenuePair.SecondName, "59000"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (again.StatusCode, elsewhere.StatusCode));
        Assert.Single(_venues.First.Sent);
        Assert.Empty(_venues.Second.Sent);
    }

    [Fact]
    public async Task The_switch_of_live_orders_of_one_venue_does_not_open_the_other()
    {
        var venues = new VenuePair("binance-spot", "binance-usdm");
        await using var host = await venues.StartAsync(settings: "--Venue:Each:binance-spot:LiveOrders=true");

        await host.PlaceAsync(VenuePair.Order("live", "binance-spot", "59000"));
        using var denied = await host.SubmitAsync(VenuePair.Order("closed", "binance-usdm", "59000"));

        var problem = await denied.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            ("venueClosed", "Venue:Each:binance-usdm:LiveOrders is not set."),
            (problem.GetProperty("code").GetString(), problem.GetProperty("detail").GetString()));
        Assert.Empty(venues.Second.Sent);
        Assert.Equal(
            [true, false],
            (await host.GetAsync("/liquidity-providers")).EnumerateArray().Select(lp => lp.GetProperty("liveOrders").GetBoolean()));
    }

    [Fact]
    public async Task A_venue_without_orders_denies_them_and_leaves_readiness_and_the_other_alone()
    {
        await using var host = await _venues.StartAsync(secondTakesOrders: false);

        using var denied = await host.SubmitAsync(VenuePair.Order("closed", VenuePair.SecondName, "59000"));
        await host.PlaceAsync(VenuePair.Order("open", VenuePair.FirstName, "59000"));

        var problem = await denied.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("venueClosed", problem.GetProperty("code").GetString());
        Assert.Contains("not supported", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await Poll.UntilAsync(async () => (await CheckAsync(host)).GetProperty("status").GetString() == "healthy", Deadline);
    }

    [Fact]
    public async Task Readiness_is_that_of_the_worst_venue_and_names_it()
    {
        _venues.Second.StatesBalances = false;
        await using var host = await _venues.StartAsync();

        var check = await Poll.UntilAsync(
            () => CheckAsync(host), check => Description(check).Contains("simulator-spot: Reconciled", StringComparison.Ordinal), Deadline);

        Assert.Equal("unhealthy", check.GetProperty("status").GetString());
        Assert.Contains("simulator-usdm: The venue has not stated the account's balances", Description(check), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simulator-spot", "simulator")]
    [InlineData("simulator", "simulator-spot")]
    public async Task A_market_of_two_names_is_understood_by_either_and_stored_under_that_of_the_run(string run, string named)
    {
        var venue = new ScriptedVenue { Name = run };
        await using var host = await OrdersHost.StartAsync(venue, settings: $"--Venue:Name={run}");

        var order = await host.PlaceAsync(VenuePair.Order("called", named, "59000"));

        Assert.Equal(run, order.GetProperty("venue").GetString());
        Assert.Single((await host.GetAsync($"/orders?venue={named}")).EnumerateArray());
        Assert.Equal(run, (await host.GetAsync($"/risk/limits?venue={named}")).GetProperty("venue").GetString());
    }

    private static SubmitOrder Submit(string clientOrderId, string? venue) => new()
    {
        ClientOrderId = clientOrderId,
        Account = "main",
        Venue = venue,
        Symbol = "BTCUSDT",
        Side = Side.Buy,
        Type = OrderType.Limit,
        Quantity = 0.01m,
        Price = 59_000m,
        SubmittedAt = DateTime.UtcNow,
    };

    private static string Description(JsonElement check) => check.GetProperty("description").GetString()!;

    private static async Task<JsonElement> CheckAsync(OrdersHost host)
    {
        using var response = await host.Client.GetAsync("/ready");
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks").GetProperty("orders-reconciled");
    }
}

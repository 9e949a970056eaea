using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Storage;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.TwoVenues;

/// <summary>What happens at one venue of a run leaves the other alone.</summary>
public sealed class SeparateVenuesTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly VenuePair _venues = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-two-").FullName;

    [Fact]
    public async Task A_fill_at_one_venue_leaves_positions_balances_and_places_of_the_other()
    {
        _venues.First.Next(order => _venues.First.Fill(order, 60_000m));
        await using var host = await _venues.StartAsync(_folder);
        host.SetPrice("BTCUSDT", 50_000m, venue: VenuePair.SecondName);

        var filled = await host.PlaceAsync(VenuePair.Order("at-first", VenuePair.FirstName));
        var resting = await host.PlaceAsync(VenuePair.Order("at-second", VenuePair.SecondName, "49000"));

        Assert.Equal(("filled", VenuePair.FirstName), (Text(filled, "status"), Text(filled, "venue")));
        Assert.Equal(("accepted", VenuePair.SecondName), (Text(resting, "status"), Text(resting, "venue")));
        Assert.Equal(["at-first"], _venues.First.Sent.Select(order => order.ClientOrderId));
        Assert.Equal(["at-second"], _venues.Second.Sent.Select(order => order.ClientOrderId));
        var position = Assert.Single((await host.GetAsync("/positions")).EnumerateArray());
        Assert.Equal(
            (VenuePair.FirstName, "0.01", "60000"),
            (Text(position, "venue"), Text(position, "quantity"), Text(position, "referencePrice")));
        Assert.Empty((await host.GetAsync($"/positions?venue={VenuePair.SecondName}")).EnumerateArray());
        Assert.Single((await host.GetAsync($"/orders?venue={VenuePair.SecondName}")).EnumerateArray());
        Assert.Equal(2, (await host.GetAsync("/orders")).GetArrayLength());

        using var reconciled = await host.SendAsync(HttpMethod.Post, "/orders/reconcile");
        Assert.True((await reconciled.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("complete").GetBoolean());
        await Poll.UntilAsync(async () => Cash(await host.GetAsync($"/accounts/main?venue={VenuePair.FirstName}")) < 100_000m, Deadline);
        Assert.Equal(100_000m, Cash(await host.GetAsync($"/accounts/main?venue={VenuePair.SecondName}")));
        Assert.Equal(
            [VenuePair.FirstName, VenuePair.SecondName],
            (await host.GetAsync("/accounts")).EnumerateArray().Select(account => Text(account, "venue")));
        Assert.Equal(
            [VenuePair.FirstName, VenuePair.SecondName],
            (await host.GetAsync("/liquidity-providers")).EnumerateArray().Select(lp => Text(lp, "name")));
        Assert.All(host.Published.OfType<OrderFilled>(), message => Assert.Equal(VenuePair.FirstName, message.Venue));
        var metrics = await host.Client.GetStringAsync("/metrics");
        Assert.All(
            [VenuePair.FirstName, VenuePair.SecondName],
            venue => Assert.Contains($"account_balance{{account=\"main\",venue=\"{venue}\"}}", metrics, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Limits_are_those_of_a_venue_and_stay_over_a_restart()
    {
        await using (var before = await _venues.StartAsync(_folder))
        {
            using var set = await before.SendAsync(
                HttpMethod.Put, $"/risk/limits?venue={VenuePair.FirstName}", new { maxNotional = "100" });
            Assert.Equal(VenuePair.FirstName, Text(await set.Content.ReadFromJsonAsync<JsonElement>(), "venue"));
        }

        await using var host = await _venues.StartAsync(_folder);
        Assert.Equal("100", Text(await host.GetAsync($"/risk/limits?venue={VenuePair.FirstName}"), "maxNotional"));
        Assert.Equal("50000", Text(await host.GetAsync($"/risk/limits?venue={VenuePair.SecondName}"), "maxNotional"));
        Assert.Equal(
            "maxNotional", await CodeAsync(host, VenuePair.Order("too-much", VenuePair.FirstName), HttpStatusCode.UnprocessableEntity));
        await host.PlaceAsync(VenuePair.Order("enough", VenuePair.SecondName));
    }

    [Fact]
    public async Task A_position_at_one_venue_takes_nothing_of_the_others_exposure()
    {
        _venues.First.Next(order => _venues.First.Fill(order, 60_000m));
        await using var host = await _venues.StartAsync(_folder);
        foreach (var venue in (string[])[VenuePair.FirstName, VenuePair.SecondName])
        {
            using var set = await host.SendAsync(HttpMethod.Put, "/risk/limits", new { venue, maxExposure = "1000", maxOpenOrders = 1 });
            Assert.Equal(HttpStatusCode.OK, set.StatusCode);
        }

        await host.PlaceAsync(VenuePair.Order("fills", VenuePair.FirstName));

        Assert.Equal(
            "maxExposure", await CodeAsync(host, VenuePair.Order("more", VenuePair.FirstName), HttpStatusCode.UnprocessableEntity));
        await host.PlaceAsync(VenuePair.Order("other", VenuePair.SecondName, "59000"));
    }

    [Fact]
    public async Task After_a_crash_each_order_is_asked_for_at_its_own_venue_and_sent_no_second_time()
    {
        _venues.First.Next(order => _venues.First.LoseAnswer(order, 60_000m));
        _venues.Second.Next(order => _venues.Second.LoseAnswer(order));
        (_venues.First.Answers, _venues.Second.Answers) = (false, false);
        (_venues.First.StatesBalances, _venues.Second.StatesBalances) = (true, true);
        await using (var before = await _venues.StartAsync(_folder))
        {
            await before.PlaceAsync(VenuePair.Order("lost-first", VenuePair.FirstName));
            await before.PlaceAsync(VenuePair.Order("lost-second", VenuePair.SecondName, "59000"));
        }

        (_venues.First.Answers, _venues.Second.Answers) = (true, true);
        await using var host = await _venues.StartAsync(_folder);
        await Poll.UntilAsync(async () => await StatusesAsync(host) == "accepted,filled", Deadline);

        Assert.All(_venues.First.Asked, asked => Assert.Equal("lost-first", asked));
        Assert.All(_venues.Second.Asked, asked => Assert.Equal("lost-second", asked));
        Assert.Equal((1, 1), (_venues.First.Sent.Count, _venues.Second.Sent.Count));
        Assert.Equal(VenuePair.FirstName, Text(Assert.Single((await host.GetAsync("/positions")).EnumerateArray()), "venue"));
    }

    [Fact]
    public async Task A_halt_cancels_at_both_venues_also_where_the_other_does_not_answer()
    {
        await using var host = await _venues.StartAsync(_folder);
        await host.PlaceAsync(VenuePair.Order("first", VenuePair.FirstName, "59000"));
        await host.PlaceAsync(VenuePair.Order("second", VenuePair.SecondName, "59000"));
        _venues.First.Answers = false;

        using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt");
        await Poll.UntilAsync(async () => await StatusesAsync(host) == "cancelled,pendingCancel", Deadline);
        foreach (var venue in (string[])[VenuePair.FirstName, VenuePair.SecondName])
        {
            Assert.Equal(
                "killSwitch", await CodeAsync(host, VenuePair.Order($"halted-{venue}", venue), HttpStatusCode.UnprocessableEntity));
        }

        _venues.First.Answers = true;
        await Poll.UntilAsync(async () => await StatusesAsync(host, "first", "second") == "cancelled,cancelled", Deadline);
        Assert.All(_venues.First.Asked, asked => Assert.Equal("first", asked));
        Assert.All(_venues.Second.Asked, asked => Assert.Equal("second", asked));
    }

    [Fact]
    public async Task A_report_of_one_venue_changes_no_order_of_the_other()
    {
        await using var host = await _venues.StartAsync(_folder);
        await host.PlaceAsync(VenuePair.Order("mine", VenuePair.FirstName, "59000"));
        var other = await host.PlaceAsync(VenuePair.Order("other", VenuePair.SecondName, "59000"));

        _venues.SecondReports.Say(new UserStreamUpdate.Report(_venues.First.Of("mine") with { Status = VenueOrderStatus.Cancelled }));
        _venues.SecondReports.Say(new UserStreamUpdate.Report(_venues.Second.Of("other") with { Status = VenueOrderStatus.Cancelled }));
        await Poll.UntilAsync(
            async () => Text(await host.GetAsync($"/orders/{Text(other, "id")}"), "status") == "cancelled", Deadline);

        Assert.Equal("accepted", Text((await host.GetAsync("/orders?clientOrderId=mine"))[0], "status"));
    }

    [Fact]
    public async Task Each_internal_book_fills_at_the_price_of_its_venue()
    {
        await using var host = await _venues.StartAsync(_folder, settings: "--Orders:InternalSpreadRatio=0");
        host.SetPrice("BTCUSDT", 50_000m, venue: VenuePair.SecondName);
        await host.PlaceAsync(VenuePair.Order("house-1", VenuePair.FirstName, route: "bbook"));
        await host.PlaceAsync(VenuePair.Order("house-2", VenuePair.SecondName, route: "bbook"));
        await host.PlaceAsync(VenuePair.Order("rests", VenuePair.SecondName, "49000", route: "bbook"));

        host.SetPrice("BTCUSDT", 48_000m, venue: VenuePair.FirstName);
        await host.Of<InternalExecution>(VenuePair.FirstName).OnPriceAsync("BTCUSDT", TestContext.Current.CancellationToken);

        Assert.Equal("accepted", Text((await host.GetAsync("/orders?clientOrderId=rests"))[0], "status"));
        Assert.Equal(
            [(InternalBook.Venue, "60000"), ($"{InternalBook.Venue}-{VenuePair.SecondName}", "50000")],
            (await host.GetAsync("/positions")).EnumerateArray()
                .Select(position => (Text(position, "venue"), Text(position, "averageEntryPrice"))));
        Assert.Empty(_venues.First.Sent);
    }

    [Fact]
    public async Task Balances_of_both_venues_are_kept_for_the_next_start()
    {
        await using (var before = await _venues.StartAsync(_folder))
        {
            await Poll.UntilAsync(async () => (await before.GetAsync("/accounts")).GetArrayLength() == 2, Deadline);
        }

        (_venues.First.Answers, _venues.Second.Answers) = (false, false);
        await using var host = await _venues.StartAsync(_folder);
        var stored = await host.Services.GetRequiredService<RiskStore>().AccountsAsync(TestContext.Current.CancellationToken);

        Assert.Equal([VenuePair.FirstName, VenuePair.SecondName], stored.Select(account => account.Venue).Order());
        Assert.Equal(2, (await host.GetAsync("/accounts")).GetArrayLength());
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> StatusesAsync(OrdersHost host, params string[] clientOrderIds) => string.Join(
        ',',
        (await host.GetAsync("/orders")).EnumerateArray()
            .Where(order =>
                clientOrderIds.Length == 0 ? Text(order, "status") != "denied" : clientOrderIds.Contains(Text(order, "clientOrderId")))
            .Select(order => Text(order, "status")).Order(StringComparer.Ordinal));

    private static async Task<string?> CodeAsync(OrdersHost host, object body, HttpStatusCode status)
    {
        using var response = await host.SubmitAsync(body);
        Assert.Equal(status, response.StatusCode);
        return Text(await response.Content.ReadFromJsonAsync<JsonElement>(), "code");
    }

    private static decimal Cash(JsonElement account) =>
        decimal.Parse(Text(account, "balance")!, System.Globalization.CultureInfo.InvariantCulture);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}

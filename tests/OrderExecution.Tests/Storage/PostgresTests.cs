using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Contracts;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Storage;

/// <summary>The same service on a real PostgreSQL, where transactions really run side by side.</summary>
public sealed class PostgresTests(RealServers servers)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ScriptedVenue _venue = new();

    [Fact]
    public async Task The_same_key_many_times_at_once_is_one_order()
    {
        await using var host = await OrdersHost.StartAsync(_venue, postgres: await servers.CreateDatabaseAsync());
        var body = Orders.Limit("race", "59000");

        var responses = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => host.SubmitAsync(body)));

        Assert.Single(responses, response => response.StatusCode == HttpStatusCode.Created);
        Assert.Equal(15, responses.Count(response => response.StatusCode == HttpStatusCode.OK));
        Assert.Single(_venue.Sent);
    }

    [Fact]
    public async Task Fills_of_many_orders_at_once_all_count_and_their_messages_keep_their_order()
    {
        await using var host = await OrdersHost.StartAsync(_venue, postgres: await servers.CreateDatabaseAsync());
        for (var i = 0; i < 40; i++)
        {
            var price = 60_000m + i;
            _venue.Next(order => _venue.Fill(order, price));
        }

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => host.PlaceAsync(Orders.Market($"many-{i}", side: i % 4 == 0 ? "sell" : "buy"))));
        await Poll.UntilAsync(() => host.Published.OfType<OrderFilled>().Count() == 40, Deadline);

        using var reconciled = await host.SendAsync(HttpMethod.Post, "/orders/reconcile");
        Assert.Empty((await reconciled.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("differences").EnumerateArray());
        var position = (await host.GetAsync("/positions"))[0];
        Assert.Equal(("0.2", 40), (position.GetProperty("quantity").GetString(), position.GetProperty("version").GetInt32()));
        var published = host.Published.ToList();
        Assert.All(published.OfType<OrderFilled>(), filled => Assert.True(
            published.FindIndex(message => message is OrderAccepted accepted && accepted.OrderId == filled.OrderId) < published.IndexOf(filled)));
    }
}

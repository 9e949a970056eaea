using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Storage;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Execution;

/// <summary>A name in a request opens no account: who may trade where is configured, and limits hold for what is one account.</summary>
public sealed class AccountNameTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ScriptedVenue _venue = new();

    [Theory]
    [InlineData("abook")]
    [InlineData("bbook")]
    [InlineData("auto")]
    public async Task An_account_that_is_not_configured_is_denied_on_every_route(string route)
    {
        await using var host = await OrdersHost.StartAsync(_venue);

        using var response = await host.SubmitAsync(Of("acc0", route));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "unknownAccount"), (response.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Empty(_venue.Sent);
        Assert.Equal(0, (await host.GetAsync("/positions")).GetArrayLength());
        await Poll.UntilAsync(() => host.Published.OfType<OrderDenied>().Any(denied => denied.Rule == "unknownAccount"), Deadline);
    }

    [Fact]
    public async Task An_internal_account_trades_in_the_internal_book_and_never_at_the_venue()
    {
        await using var host = await OrdersHost.StartAsync(_venue, settings: "--Orders:InternalAccounts=desk, hedge");

        using var inside = await host.SubmitAsync(Of("desk", "bbook"));
        using var outside = await host.SubmitAsync(Of("desk", "abook"));
        using var main = await host.SubmitAsync(Of("main", "bbook"));

        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity, HttpStatusCode.Created), (inside.StatusCode, outside.StatusCode, main.StatusCode));
        Assert.Empty(_venue.Sent);
    }

    [Fact]
    public async Task An_order_over_the_bus_for_another_account_is_denied_too()
    {
        await using var host = await OrdersHost.StartAsync(_venue);

        await host.Services.GetRequiredService<IBus>().Publish(new SubmitOrder
        {
            ClientOrderId = "bus-acc0",
            Account = "acc0",
            Symbol = "BTCUSDT",
            Side = Side.Buy,
            Type = OrderType.Market,
            Quantity = 0.01m,
            SubmittedAt = DateTime.UtcNow,
        });

        await Poll.UntilAsync(() => host.Published.OfType<OrderDenied>().Any(denied => denied.ClientOrderId == "bus-acc0"), Deadline);
        Assert.Empty(_venue.Sent);
    }

    [Fact]
    public async Task What_other_names_hold_at_the_venue_counts_against_the_limits()
    {
        var folder = Directory.CreateTempSubdirectory("orders-names-").FullName;
        await using (var before = await OrdersHost.StartAsync(_venue, folder: folder))
        {
            await HoldAsync(before, "acc0", 4m);
        }

        await using (var host = await OrdersHost.StartAsync(_venue, folder: folder))
        {
            using var denied = await host.SubmitAsync(Of("main", "abook", "0.5"));

            Assert.Equal("maxPosition", (await denied.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
            Assert.Empty(_venue.Sent);
        }

        Directory.Delete(folder, recursive: true);
    }

    // As an older version stored it: that one asked no account for its name.
    private static async Task HoldAsync(OrdersHost host, string account, decimal quantity)
    {
        var draft = Orders.Draft(quantity: quantity) with { Account = account };
        var creation = new OrderChange(draft);
        creation.Take(OrderMachine.Create(draft, draft.CreatedAt));
        await host.Services.GetRequiredService<OrderStore>().InsertAsync(creation, [draft.ClientOrderId], "hash", [], CancellationToken.None);
        await host.Of<OrderUpdates>().FillAsync(
            draft, "7", new Fill("7-1", 60_000m, quantity, 0, "USDT", Liquidity.Taker, DateTime.UtcNow), CancellationToken.None);
    }

    private static object Of(string account, string route, string quantity = "0.01") =>
        new { clientOrderId = $"{account}-{route}-{quantity}", symbol = "BTCUSDT", side = "buy", type = "market", quantity, account, route };
}

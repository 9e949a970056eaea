using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Trading.OrderExecution.Tests.Execution;

/// <summary>Orders that come before the venue has stated its order rules.</summary>
public sealed class VenueRulesTests
{
    private readonly ScriptedVenue _venue = new() { RulesGate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) };

    [Fact]
    public async Task An_order_right_after_the_start_waits_for_the_rules()
    {
        _venue.Next(order => _venue.Fill(order, 60_000m));
        await using var host = await OrdersHost.StartAsync(_venue, withPrice: false, settings: "--Orders:MaxSendDelayMs=60000");
        host.SetPrice("BTCUSDT", 60_000m);

        var early = host.SubmitAsync(Orders.Market("early"));
        await host.PlaceAsync(Orders.Market("needs-no-rules", route: "bbook"));
        Assert.Empty(_venue.Sent);
        _venue.RulesGate!.SetResult();

        using var response = await early;
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("filled", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_request_that_is_known_from_before_the_restart_is_answered_without_the_rules()
    {
        var folder = Directory.CreateTempSubdirectory("orders-rules-");
        var body = Orders.Market("known");
        var before = new ScriptedVenue();
        await using (var first = await OrdersHost.StartAsync(before, folder: folder.FullName))
        {
            await first.PlaceAsync(body);
        }

        await using (var host = await OrdersHost.StartAsync(_venue, folder: folder.FullName, withPrice: false, settings: "--Orders:MaxSendDelayMs=60000"))
        {
            using var response = await host.SubmitAsync(body).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        Assert.Single(before.Sent);
        Assert.Empty(_venue.Sent);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Rules_that_do_not_come_in_time_deny_the_order()
    {
        await using var host = await OrdersHost.StartAsync(_venue, withPrice: false, settings: "--Orders:MaxSendDelayMs=100");
        host.SetPrice("BTCUSDT", 60_000m);

        using var response = await host.SubmitAsync(Orders.Market("too-early"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("venueRulesUnknown", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        Assert.Empty(_venue.Sent);
    }
}

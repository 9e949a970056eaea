using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Simulator;

/// <summary>Halt against the real simulator, while it loses answers and its streams are silent.</summary>
public sealed class HaltAtVenueTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("market")]
    [InlineData("limit")]
    public async Task An_order_whose_answer_is_lost_stays_listed_until_it_is_filled_or_cancelled(string type)
    {
        await using var venue = await SimulatedVenue.StartAsync();
        await using var host = await OrdersHost.StartAsync(settings: [.. venue.Settings, "--Orders:MaxSendDelayMs=60000", "--Orders:RequestTimeoutMs=60000"]);
        await Poll.UntilAsync(async () => (await host.Client.GetAsync("/ready")).IsSuccessStatusCode, Deadline);
        var price = await venue.PriceAsync();
        host.SetPrice("BTCUSDT", price);
        await venue.SetFaultsAsync(new { timeoutAfterAccept = 1, stall = 600 });
        var resting = Math.Round(price * 0.97m, 2).ToString(CultureInfo.InvariantCulture);
        var asked = host.SubmitAsync(type == "market" ? Orders.Market("lost") : Orders.Limit("lost", resting));
        await Poll.UntilAsync(async () => (await venue.ReceivedAsync()).ContainsKey("lost"), Deadline);
        await venue.SetFaultsAsync(new { stall = 600 });

        using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt");
        var id = (await host.GetAsync("/orders"))[0].GetProperty("id").GetString();
        var answer = await halt.Content.ReadFromJsonAsync<JsonElement>();

        // Whoever learns its outcome first (a poll, or the answer after ten seconds), it is never out of sight before it has ended.
        var order = await Poll.UntilAsync(() => host.GetAsync($"/orders/{id}"), found => Status(found) is "filled" or "cancelled", Deadline);
        using var response = await asked;
        Assert.Equal(type == "market" ? "filled" : "cancelled", Status(order));
        Assert.True(
            Lists(answer, "inFlight", id) || Lists(answer, "cancelled", id) || Status(order) == "filled",
            $"The halt's answer does not know the order: {answer}");
        Assert.Equal(1, (await venue.ReceivedAsync())["lost"]);
        await Poll.UntilAsync(async () => (await host.GetAsync("/risk/limits")).GetProperty("inFlight").GetArrayLength() == 0, Deadline);
    }

    private static bool Lists(JsonElement risk, string name, string? id) => risk.GetProperty(name).EnumerateArray().Any(listed => listed.GetString() == id);

    private static string? Status(JsonElement order) => order.GetProperty("status").GetString();
}

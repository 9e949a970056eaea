using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Trading.Exchanges.Orders;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Storage;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Execution;

/// <summary>Halt cancels what rests, goes on until it is done, and says what is not.</summary>
public sealed class HaltCancelTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ScriptedVenue _venue = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-halt-").FullName;

    [Fact]
    public async Task Nothing_rests_after_a_halt_at_the_venue_or_in_the_internal_book()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var atVenue = Id(await host.PlaceAsync(Orders.Limit("at-venue", "59000")));
        var inHouse = Id(await host.PlaceAsync(Orders.Limit("in-house", "59000", route: "bbook")));

        await HaltAsync(host);

        var risk = await Poll.UntilAsync(() => host.GetAsync("/risk/limits"), now => Ids(now, "cancelled").Length == 2, Deadline);
        Assert.Equal("all", risk.GetProperty("cancelOpen").GetString());
        Assert.Equal(new[] { atVenue, inHouse }.Order(), Ids(risk, "cancelled").Order());
        Assert.Empty(risk.GetProperty("notCancelled").EnumerateArray());
        Assert.Equal(VenueOrderStatus.Cancelled, _venue.Of("at-venue").Status);
        Assert.Contains("halt_cancels_total{result=\"cancelled\"} 2", await host.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Increasing_keeps_the_order_that_only_reduces_the_position()
    {
        _venue.Next(order => _venue.Fill(order, 60_000m));
        await using var host = await OrdersHost.StartAsync(_venue);
        await host.PlaceAsync(Orders.Market("long"));
        var exit = Id(await host.PlaceAsync(Orders.Limit("exit", "61000", side: "sell")));
        var more = Id(await host.PlaceAsync(Orders.Limit("more", "59000")));

        await HaltAsync(host, new { cancelOpen = "increasing" });

        var risk = await Poll.UntilAsync(() => host.GetAsync("/risk/limits"), now => Ids(now, "cancelled").Length > 0, Deadline);
        Assert.Equal([more], Ids(risk, "cancelled"));
        var kept = Assert.Single(risk.GetProperty("notCancelled").EnumerateArray());
        Assert.Equal(
            (exit, "accepted", "It only reduces the position."),
            (Id(kept), kept.GetProperty("status").GetString(), kept.GetProperty("reason").GetString()));
        Assert.Equal(VenueOrderStatus.Open, _venue.Of("exit").Status);
    }

    [Fact]
    public async Task Trading_that_was_never_halted_has_no_author_and_no_time_of_a_halt()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var before = await host.GetAsync("/risk/limits");
        using var resume = await host.SendAsync(HttpMethod.Post, "/risk/resume");
        resume.EnsureSuccessStatusCode();
        var resumed = await host.GetAsync("/risk/limits");

        Assert.All((JsonElement[])[before, resumed], risk => Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.Null), (risk.GetProperty("haltBy").ValueKind, risk.GetProperty("haltAt").ValueKind)));
        Assert.Equal(JsonValueKind.String, resumed.GetProperty("resumedBy").ValueKind);
    }

    [Fact]
    public async Task None_leaves_every_order_and_a_second_halt_may_cancel_them()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var id = Id(await host.PlaceAsync(Orders.Limit("left", "59000")));

        var first = await HaltAsync(host, new { cancelOpen = "none", reason = "drill" });
        var second = await HaltAsync(host);

        Assert.Equal([id], first.GetProperty("notCancelled").EnumerateArray().Select(Id));
        Assert.Equal(
            ("drill", first.GetProperty("haltAt").GetString(), "all"),
            (second.GetProperty("haltReason").GetString(), second.GetProperty("haltAt").GetString(), second.GetProperty("cancelOpen").GetString()));
        await Poll.UntilAsync(async () => Ids(await host.GetAsync("/risk/limits"), "cancelled").SequenceEqual([id]), Deadline);
    }

    [Fact]
    public async Task A_cancel_without_an_answer_is_listed_counted_and_tried_until_it_is_done()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var id = Id(await host.PlaceAsync(Orders.Limit("unanswered", "59000")));
        _venue.Answers = false;

        var answer = await HaltAsync(host);
        await Poll.UntilAsync(async () => (await host.Client.GetStringAsync("/metrics")).Contains("halt_cancels_total{result=\"unresolved\"}", StringComparison.Ordinal), Deadline);
        Assert.Contains("halt_cancels_pending 1", await host.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
        _venue.Answers = true;

        var open = Assert.Single(answer.GetProperty("notCancelled").EnumerateArray());
        Assert.Equal((id, "pendingCancel"), (Id(open), open.GetProperty("status").GetString()));
        await Poll.UntilAsync(async () => Ids(await host.GetAsync("/risk/limits"), "cancelled").SequenceEqual([id]), Deadline);
        Assert.Contains("halt_cancels_pending 0", await host.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_while_halted_goes_on_cancelling_and_knows_what_was_cancelled()
    {
        string done, open;
        await using (var host = await OrdersHost.StartAsync(_venue, folder: _folder))
        {
            done = Id(await host.PlaceAsync(Orders.Limit("done", "59000", route: "bbook")));
            open = Id(await host.PlaceAsync(Orders.Limit("open", "59000")));
            _venue.Answers = false;
            await HaltAsync(host);
            await Poll.UntilAsync(async () => Ids(await host.GetAsync("/risk/limits"), "cancelled").SequenceEqual([done]), Deadline);
        }

        _venue.Answers = true;
        await using var next = await OrdersHost.StartAsync(_venue, folder: _folder);

        await Poll.UntilAsync(async () => Ids(await next.GetAsync("/risk/limits"), "cancelled").Order().SequenceEqual(new[] { done, open }.Order()), Deadline);
        Assert.Equal(VenueOrderStatus.Cancelled, _venue.Of("open").Status);
    }

    [Fact]
    public async Task A_database_that_fails_keeps_halt_neither_from_stopping_nor_from_cancelling()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        await host.PlaceAsync(Orders.Limit("resting", "59000"));
        await RunSqlAsync(host.Folder, "ALTER TABLE order_events RENAME TO lost_events; ALTER TABLE risk_settings RENAME TO lost_settings");

        using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt");

        Assert.False(halt.IsSuccessStatusCode);
        Assert.True((await host.GetAsync("/risk/limits")).GetProperty("halted").GetBoolean());
        await Poll.UntilAsync(() => _venue.Of("resting").Status == VenueOrderStatus.Cancelled, Deadline);
        await RunSqlAsync(host.Folder, "ALTER TABLE lost_events RENAME TO order_events; ALTER TABLE lost_settings RENAME TO risk_settings");
        await Poll.UntilAsync(async () => Ids(await host.GetAsync("/risk/limits"), "cancelled").Length == 1, Deadline);
    }

    [Fact]
    public async Task A_halt_of_the_version_before_opens_and_cancels_nothing()
    {
        await using (var host = await OrdersHost.StartAsync(_venue, folder: _folder))
        {
            await host.PlaceAsync(Orders.Limit("kept", "59000"));
        }

        await RunSqlAsync(
            _folder,
            """
            INSERT INTO risk_settings (name, value, changed_by, changed_at)
            VALUES ('halt', '{"halted":true,"reason":"old","by":"admin","at":"2026-01-02T03:04:05Z"}', 'admin', 1767323045000000)
            """);
        await using var next = await OrdersHost.StartAsync(_venue, folder: _folder);
        var risk = await next.GetAsync("/risk/limits");

        Assert.Equal(("old", "none"), (risk.GetProperty("haltReason").GetString(), risk.GetProperty("cancelOpen").GetString()));
        Assert.Equal("cancelOpen is none.", Assert.Single(risk.GetProperty("notCancelled").EnumerateArray()).GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_trader_halts_and_only_an_administrator_resumes_and_the_reason_stays()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        host.Client.DefaultRequestHeaders.Remove("X-Api-Key");
        host.Client.DefaultRequestHeaders.Add("X-Api-Key", OrdersHost.TraderKey);

        var halted = await HaltAsync(host, new { reason = "fat finger" });
        using var refused = await host.SendAsync(HttpMethod.Post, "/risk/resume");
        host.Client.DefaultRequestHeaders.Remove("X-Api-Key");
        host.Client.DefaultRequestHeaders.Add("X-Api-Key", OrdersHost.AdminKey);
        using var resume = await host.SendAsync(HttpMethod.Post, "/risk/resume", new { reason = "checked" });
        var risk = await resume.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.StatusCode, resume.StatusCode));
        Assert.Equal(("trader", "fat finger"), (halted.GetProperty("haltBy").GetString(), risk.GetProperty("haltReason").GetString()));
        Assert.Equal(("checked", "admin", false), (risk.GetProperty("resumeReason").GetString(), risk.GetProperty("resumedBy").GetString(), risk.GetProperty("halted").GetBoolean()));
    }

    [Fact]
    public async Task A_repeated_halt_and_a_resume_leave_the_facts_of_the_halt_in_the_history()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var first = await HaltAsync(host, new { reason = "fat finger" });
        var again = await HaltAsync(host, new { reason = "panic", cancelOpen = "none" });
        using var resume = await host.SendAsync(HttpMethod.Post, "/risk/resume", new { reason = "checked" });
        var after = await host.GetAsync("/risk/limits");

        foreach (var risk in new[] { again, after })
        {
            Assert.Equal(
                ("fat finger", "admin", first.GetProperty("haltAt").GetString()),
                (risk.GetProperty("haltReason").GetString(), risk.GetProperty("haltBy").GetString(), risk.GetProperty("haltAt").GetString()));
        }

        var history = await host.GetAsync("/risk/halts");
        Assert.Equal(
            [("resume", "checked", "admin"), ("repeatedHalt", "panic", "admin"), ("halt", "fat finger", "admin")],
            history.EnumerateArray().Select(change =>
                (change.GetProperty("kind").GetString()!, change.GetProperty("reason").GetString()!, change.GetProperty("by").GetString()!)));
        Assert.Equal(first.GetProperty("haltAt").GetString(), history[2].GetProperty("at").GetString());
        Assert.Equal(2, (await host.GetAsync("/risk/halts?limit=2")).GetArrayLength());
    }

    [Fact]
    public async Task The_internal_book_does_not_fill_a_resting_order_that_was_cancelled()
    {
        await using var host = await OrdersHost.StartAsync(_venue);
        var id = Guid.Parse(Id(await host.PlaceAsync(Orders.Limit("raced", "59000", route: "bbook"))));
        var before = await host.Services.GetRequiredService<OrderQueries>().FindAsync(id, TestContext.Current.CancellationToken);
        using var cancelled = await host.SendAsync(HttpMethod.Delete, $"/orders/{id}");

        host.SetPrice("BTCUSDT", 58_000m);
        var after = await host.Of<InternalExecution>().ExecuteAsync(before!, resting: true, TestContext.Current.CancellationToken);

        Assert.Equal((Contracts.OrderStatus.Cancelled, 0m), (after.Status, after.FilledQuantity));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<JsonElement> HaltAsync(OrdersHost host, object? body = null)
    {
        using var halt = await host.SendAsync(HttpMethod.Post, "/risk/halt", body);
        Assert.True(halt.IsSuccessStatusCode, await halt.Content.ReadAsStringAsync());
        return await halt.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task RunSqlAsync(string folder, string sql)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(folder, "orders.db")}");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static string Id(JsonElement order) => order.GetProperty("id").GetString()!;

    private static string[] Ids(JsonElement risk, string name) => [.. risk.GetProperty(name).EnumerateArray().Select(id => id.GetString()!)];
}

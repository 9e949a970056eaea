using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Execution;

/// <summary>Balances at the venue against what fills and fees explain.</summary>
public sealed class BalanceTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ScriptedVenue _venue = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("orders-balances-").FullName;

    [Fact]
    public async Task A_balance_that_fills_do_not_explain_is_reported_counted_and_shown()
    {
        await using var host = await StartAsync();
        _venue.Next(order => _venue.Fill(order, 60_010m));
        await host.PlaceAsync(Orders.Market("explained"));
        Assert.True((await ReconcileAsync(host)).GetProperty("complete").GetBoolean());

        _venue.Deposit("BTC", -0.5m);
        var report = await ReconcileAsync(host);

        var difference = Assert.Single(report.GetProperty("differences").EnumerateArray());
        Assert.Equal(
            ("main", "simulator", "BTC", "1.01", "0.51", "-0.5"),
            (Text(difference, "account"), Text(difference, "venue"), Text(difference, "asset"), Text(difference, "expected"), Text(difference, "actual"), Text(difference, "difference")));
        Assert.False(report.GetProperty("complete").GetBoolean());
        Assert.Equal("BTC", Text((await host.GetAsync("/accounts/main")).GetProperty("differences")[0], "asset"));
        var metrics = await host.Client.GetStringAsync("/metrics");
        Assert.Matches("account_balance_difference\\{account=\"main\",[^}]*asset=\"BTC\"[^}]*\\} -0\\.5", metrics);
        Assert.Contains("account_balance_differences_total 1", metrics, StringComparison.Ordinal);
        Assert.Equal("degraded", await ReadyAsync(host));
    }

    [Fact]
    public async Task A_difference_is_found_without_being_asked_for_and_survives_a_restart()
    {
        await using (var host = await StartAsync())
        {
            Assert.True((await ReconcileAsync(host)).GetProperty("balancesCompared").GetBoolean());
        }

        _venue.Deposit("USDT", 1000m);
        await using var next = await StartAsync("--Orders:AccountSyncIntervalMs=500");
        var account = await Poll.UntilAsync(
            () => next.GetAsync("/accounts/main"), shown => shown.GetProperty("differences").GetArrayLength() == 1, Deadline);

        Assert.Equal("1000", Text(account.GetProperty("differences")[0], "difference"));
    }

    [Fact]
    public async Task An_administrator_accepts_balances_and_a_trader_does_not()
    {
        await using var host = await StartAsync();
        await ReconcileAsync(host);
        _venue.Deposit("USDT", 1000m);
        Assert.Equal(1, (await ReconcileAsync(host)).GetProperty("differences").GetArrayLength());

        using var accepted = await host.SendAsync(HttpMethod.Post, "/accounts/main/baseline");
        using var other = await host.SendAsync(HttpMethod.Post, "/accounts/acc0/baseline");
        var report = await ReconcileAsync(host);
        host.Client.DefaultRequestHeaders.Remove("X-Api-Key");
        host.Client.DefaultRequestHeaders.Add("X-Api-Key", OrdersHost.TraderKey);
        using var trader = await host.SendAsync(HttpMethod.Post, "/accounts/main/baseline");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (accepted.StatusCode, other.StatusCode, trader.StatusCode));
        Assert.True(report.GetProperty("complete").GetBoolean());
        Assert.DoesNotContain("account_balance_difference{", await host.Client.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Balances_are_not_accepted_while_the_venue_does_not_state_them()
    {
        await using var host = await StartAsync();
        _venue.StatesBalances = false;

        using var accepted = await host.SendAsync(HttpMethod.Post, "/accounts/main/baseline");

        Assert.Equal(HttpStatusCode.Conflict, accepted.StatusCode);
    }

    [Fact]
    public async Task A_store_of_the_version_before_is_migrated_and_gets_its_baseline_at_first_contact()
    {
        _venue.Next(order => _venue.Fill(order, 60_010m));
        await using (var host = await StartAsync())
        {
            await host.PlaceAsync(Orders.Market("before"));
        }

        await GoBackToVersionOneAsync();
        await using var next = await StartAsync();
        Assert.True((await ReconcileAsync(next)).GetProperty("complete").GetBoolean());

        _venue.Deposit("BTC", 1m);
        Assert.Equal("1", Text((await ReconcileAsync(next)).GetProperty("differences")[0], "difference"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<OrdersHost> StartAsync(params string[] settings) =>
        OrdersHost.StartAsync(_venue, folder: _folder, settings: ["--Readiness:CacheMs=0", .. settings]);

    private async Task GoBackToVersionOneAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "orders.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            DROP TABLE traded_totals;
            DROP TABLE baselines;
            DROP TABLE halt_changes;
            ALTER TABLE orders DROP COLUMN exchange_time;
            ALTER TABLE orders DROP COLUMN objections;
            DELETE FROM schema_version WHERE version > 1
            """;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<JsonElement> ReconcileAsync(OrdersHost host)
    {
        using var response = await host.SendAsync(HttpMethod.Post, "/orders/reconcile");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    // Of the one check: other dependencies have rows of their own.
    private static async Task<string?> ReadyAsync(OrdersHost host)
    {
        using var response = await host.Client.GetAsync("/ready");
        var checks = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("checks");
        return Text(checks.GetProperty("orders-reconciled"), "status");
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}

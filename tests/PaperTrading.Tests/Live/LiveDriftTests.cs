using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

/// <summary>What is done when real orders did not do what the paper account did.</summary>
[Collection(MetricsAlone.Name)]
public sealed class LiveDriftTests(RealServers servers) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-drift-").FullName;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_denied_order_is_seen_over_a_restart_until_align_brings_live_to_paper(bool postgres)
    {
        var database = postgres ? await servers.CreateDatabaseAsync() : null;
        decimal paper;
        DateTime since;
        await using (var host = await PaperHost.StartAsync(_folder, database))
        {
            var desk = new Desk(host, 41);
            await desk.PlayToTradeAsync(1);
            var order = await desk.OrderAsync(_ => true);
            paper = order.Quantity;
            await desk.DenyAsync(order, "maxNotional");
            var row = await desk.DriftAsync(-paper);
            Assert.Equal(("AAA", paper, 0m), (row.GetProperty("symbol").GetString(), Number(row, "paper"), Number(row, "live")));
            await desk.DriftMetricAsync((double)paper);
            since = row.GetProperty("since").GetDateTime();
        }

        await using (var host = await PaperHost.StartAsync(_folder, database))
        {
            var desk = new Desk(host, 41);
            Assert.Equal(since, (await desk.DriftAsync(-paper)).GetProperty("since").GetDateTime(), TimeSpan.FromMicroseconds(1));
            await desk.DriftMetricAsync((double)paper);
            Assert.Equal(1, (await desk.AccountAsync()).GetProperty("drift").GetArrayLength());

            var sent = (await desk.DoneAsync("align")).GetProperty("sent")[0];
            var again = (await desk.DoneAsync("align")).GetProperty("sent")[0];
            Assert.Equal(sent.GetProperty("clientOrderId").GetString(), again.GetProperty("clientOrderId").GetString());
            var order = await desk.OrderAsync(order => order.ClientOrderId == sent.GetProperty("clientOrderId").GetString());
            Assert.Equal((Contracts.Side.Buy, paper, false, "main"), (order.Side, order.Quantity, order.ReduceOnly, order.Account));

            await desk.FillAsync(order, "f1", 0.001m, 0.001m);
            await desk.DriftAsync(0.001m - paper);
            Assert.Equal("liveOrdersOpen", (await desk.RefusedAsync("align")).Code);
            await desk.FillAsync(order, "f1", 0.001m, 0.001m);
            await desk.FillAsync(order, "f2", paper - 0.001m, paper);
            await desk.DriftAsync(0);
            await desk.DriftMetricAsync(0);
            Assert.Equal(0, (await desk.DoneAsync("align")).GetProperty("sent").GetArrayLength());
        }
    }

    [Fact]
    public async Task What_a_cancelled_order_did_not_fill_is_drift_even_when_its_fill_comes_late()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        var desk = new Desk(host, 41);
        await desk.PlayToTradeAsync(1);
        var order = await desk.OrderAsync(_ => true);

        await desk.CancelledAsync(order, 0.002m);
        await desk.DriftAsync(0.002m - order.Quantity);
        await desk.FillAsync(order, "late", 0.002m, 0.002m);
        await Poll.UntilAsync(desk.AccountAsync, account => Number(account.GetProperty("liveOrders")[0], "averagePrice") == 100, Desk.Deadline);

        await desk.DriftAsync(0.002m - order.Quantity);
    }

    [Fact]
    public async Task An_exit_is_reduce_only_so_that_a_denied_entry_leaves_no_short()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        var desk = new Desk(host, 41);
        await desk.PlayToTradeAsync(1);
        var entry = await desk.OrderAsync(_ => true);

        await desk.PlayToTradeAsync(2);
        var exit = await desk.OrderAsync(order => order.Side == Contracts.Side.Sell);
        Assert.Equal((false, true, entry.Quantity), (entry.ReduceOnly, exit.ReduceOnly, exit.Quantity));
    }

    [Fact]
    public async Task A_promotion_in_the_middle_of_a_position_is_seen_at_once()
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:Default:Promoted=false");
        var desk = new Desk(host, 41);
        await desk.PlayToTradeAsync(1);
        await desk.DriftAsync(0);
        var quantity = Number((await desk.AccountAsync()).GetProperty("positions")[0], "quantity");

        await desk.DoneAsync("promote");
        Assert.Equal(quantity, Number(await desk.DriftAsync(-quantity), "paper"));
        await desk.DoneAsync("demote");
        await desk.DriftAsync(0);
    }

    [Fact]
    public async Task A_demoted_strategy_shows_what_it_left_live_and_align_only_reduces_it()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        var desk = new Desk(host, 41);
        await desk.PlayToTradeAsync(1);
        var entry = await desk.OrderAsync(_ => true);
        await desk.FillAsync(entry, "f1", entry.Quantity, entry.Quantity);
        await Poll.UntilAsync(desk.StrategyAsync, strategy => strategy.GetProperty("livePositions").GetArrayLength() == 1, Desk.Deadline);
        await desk.DriftAsync(0);
        await desk.DoneAsync("demote");

        await desk.PlayToTradeAsync(2);
        await desk.DriftAsync(entry.Quantity);
        await desk.PlayToTradeAsync(3);
        var paper = Number((await desk.AccountAsync()).GetProperty("positions")[0], "quantity");
        if (paper > entry.Quantity)
        {
            Assert.Equal("notPromoted", (await desk.RefusedAsync("align")).Code);
        }

        await desk.PlayToTradeAsync(4);
        var sent = (await desk.DoneAsync("align")).GetProperty("sent")[0];
        var order = await desk.OrderAsync(order => order.ClientOrderId == sent.GetProperty("clientOrderId").GetString());
        Assert.Equal((Contracts.Side.Sell, entry.Quantity, true), (order.Side, order.Quantity, order.ReduceOnly));
        await desk.FillAsync(order, "f2", order.Quantity, order.Quantity);
        await desk.DriftAsync(0);
        Assert.Equal(0, (await desk.StrategyAsync()).GetProperty("livePositions").GetArrayLength());
    }

    [Fact]
    public async Task Align_is_refused_while_trading_is_halted_or_the_strategy_is_unknown()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        var desk = new Desk(host, 41);
        await desk.HaltAsync(true, DateTime.UtcNow);
        await Poll.UntilAsync(async () => (await desk.StrategyAsync()).GetProperty("pausedReason").GetString() is not null, Desk.Deadline);

        Assert.Equal("tradingHalted", (await desk.RefusedAsync("align")).Code);
        using var unknown = await host.Http.PatchAsync("/paper/strategies/none", System.Net.Http.Json.JsonContent.Create(new { action = "align" }));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task An_order_whose_end_was_not_reported_is_sent_again_after_a_restart_as_it_was()
    {
        Contracts.SubmitOrder order;
        await using (var host = await PaperHost.StartAsync(_folder))
        {
            var desk = new Desk(host, 41);
            await desk.PlayToTradeAsync(1);
            order = await desk.OrderAsync(_ => true);
        }

        await using (var host = await PaperHost.StartAsync(_folder))
        {
            Assert.Equal(order, await new Desk(host, 41).OrderAsync(_ => true));
        }
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static decimal Number(System.Text.Json.JsonElement row, string name) => decimal.Parse(row.GetProperty(name).GetString()!);
}

using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Trading.Contracts;
using Trading.MarketStore;
using Trading.Testing;

namespace Trading.PaperTrading.Tests;

/// <summary>The service as others see it: over the bus and HTTP, on SQLite and on a real PostgreSQL.</summary>
public sealed class PaperTradingTests(RealServers servers) : IDisposable
{
    private const string Account = "/paper/accounts/ma-cross-simulator";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-tests").FullName;

    public static TheoryData<bool> Databases => [false, true];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Trades_on_bars_and_ticks_and_continues_after_a_restart(bool postgres)
    {
        var database = postgres ? await servers.CreateDatabaseAsync() : null;
        var bars = Bars.Walk(21, 400);
        decimal cash;
        await using (var host = await PaperHost.StartAsync(_folder, database))
        {
            await Tape.PlayAsync(host, bars.Take(200));
            await Tape.CheckpointAsync(host, bars[199]);
            cash = await CashAsync(host);
        }

        await using (var host = await PaperHost.StartAsync(_folder, database))
        {
            Assert.Equal(cash, await CashAsync(host));
            await Tape.PlayAsync(host, bars.Skip(200));
            await Tape.CheckpointAsync(host, bars[^1]);
            var trades = (await host.GetAsync(Account + "/trades?limit=1000")).EnumerateArray().ToList();
            var expected = Tape.Reference(bars);

            Assert.True(expected.Count > 10);
            Assert.Equal(expected, trades.AsEnumerable().Reverse().Select(trade => (trade.GetProperty("id").GetString()!, decimal.Parse(trade.GetProperty("price").GetString()!))));
        }
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Bars_delivered_twice_trade_once_and_submit_the_same_order(bool postgres)
    {
        await using var host = await PaperHost.StartAsync(_folder, postgres ? await servers.CreateDatabaseAsync() : null);
        var bars = Bars.Walk(22, 60);
        foreach (var bar in bars)
        {
            await Tape.PlayAsync(host, [bar]);
            await Tape.PlayAsync(host, [bar with { Revision = 1 }]);
        }

        await Tape.CheckpointAsync(host, bars[^1]);
        var expected = Tape.Reference(bars);
        var trades = await host.GetAsync(Account + "/trades");
        Assert.Equal(expected.Count, trades.GetArrayLength());
        await Poll.UntilAsync(() => host.Orders.Select(order => order.ClientOrderId).Distinct().Count() >= expected.Count, Deadline);
        Assert.Equal(
            host.Orders.Select(order => order.ClientOrderId).Distinct().Count(),
            host.Orders.Select(order => (order.ClientOrderId, order.Side, order.Quantity, order.Symbol)).Distinct().Count());
        Assert.All(host.Orders, order => Assert.Equal("main", order.Account));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fills_the_same_when_ticks_run_far_ahead_of_bars_or_far_behind(bool ahead)
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:RecentTradesPerSymbol=16");
        var bars = Bars.Walk(25, 200);
        await (ahead ? TicksAsync(host, bars) : BarsAsync(host, bars));
        await (ahead ? BarsAsync(host, bars) : TicksAsync(host, bars));

        var trades = (await host.GetAsync(Account + "/trades?limit=1000")).EnumerateArray().Reverse();
        Assert.Equal(Tape.Reference(bars), trades.Select(trade => (trade.GetProperty("id").GetString()!, decimal.Parse(trade.GetProperty("price").GetString()!))));
        var position = (await host.GetAsync(Account)).GetProperty("positions")[0];
        Assert.Equal(bars[^1].Open, decimal.Parse(position.GetProperty("markPrice").GetString()!));

        static async Task TicksAsync(PaperHost host, IReadOnlyList<Bar> bars)
        {
            var engine = host.Services.GetRequiredService<PaperTrading.Live.PaperEngine>();
            foreach (var bar in bars)
            {
                await engine.OnTicksAsync(Tape.TickOf(bar), CancellationToken.None);
            }
        }

        static async Task BarsAsync(PaperHost host, IReadOnlyList<Bar> bars)
        {
            var engine = host.Services.GetRequiredService<PaperTrading.Live.PaperEngine>();
            foreach (var bar in bars)
            {
                await engine.OnBarAsync(Tape.Replayed(bar), CancellationToken.None);
            }
        }
    }

    [Fact]
    public async Task Shows_what_became_of_promoted_orders_and_sells_no_more_than_they_bought()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        var bars = Bars.Walk(23, 200);
        var played = 0;
        while (host.Orders.Count == 0)
        {
            await Tape.PlayAsync(host, [bars[played]]);
            await Tape.CheckpointAsync(host, bars[played++]);
        }

        var order = host.Orders.Single();
        await host.PublishAsync(new OrderDenied
        {
            OrderId = Guid.NewGuid(),
            ClientOrderId = order.ClientOrderId,
            Account = "main",
            Venue = Venues.Simulator,
            Symbol = "AAA",
            Rule = "maxNotional",
            Reason = "too big",
            DeniedAt = DateTime.UtcNow,
        });
        await Poll.UntilAsync(() => host.GetAsync(Account), account => account.GetProperty("liveOrders")[0].GetProperty("status").GetString() == "denied", Deadline);
        while ((await host.GetAsync(Account + "/trades")).GetArrayLength() < 2)
        {
            await Tape.PlayAsync(host, [bars[played]]);
            await Tape.CheckpointAsync(host, bars[played++]);
        }

        var live = (await host.GetAsync(Account + "/trades"))[1].GetProperty("live");
        Assert.Equal("maxNotional: too big", live.GetProperty("reason").GetString());
        Assert.Single(host.Orders);
    }

    [Fact]
    public async Task A_strategy_is_created_stopped_and_promoted_by_who_may()
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:Default:Enabled=false");
        var body = new { name = "My cross!", kind = "ma-cross", symbols = new[] { "aaa" }, interval = "1m", parameters = new { fast = 2, slow = 4 }, cash = "5000" };

        var created = await host.Http.PostAsJsonAsync("/paper/strategies", body);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal("/paper/strategies/my-cross", created.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Conflict, (await host.Http.PostAsJsonAsync("/paper/strategies", body)).StatusCode);
        var wrong = await host.Http.PostAsJsonAsync("/paper/strategies", new { name = "x", kind = "magic", symbols = new[] { "AAA" }, interval = "1m", cash = 1 });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("invalidParameters", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await host.Http.PatchAsJsonAsync("/paper/strategies/my-cross", new { action = "start" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.Http.PatchAsJsonAsync("/paper/strategies/my-cross", new { action = "promote" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Http.PatchAsJsonAsync("/paper/strategies/nobody", new { action = "stop" })).StatusCode);
        var strategy = (await host.GetAsync("/paper/strategies"))[0];
        Assert.Equal("running", strategy.GetProperty("state").GetString());
        Assert.True(strategy.GetProperty("promoted").GetBoolean());
        Assert.Equal("5000", (await host.GetAsync("/paper/accounts"))[0].GetProperty("equity").GetString());

        host.Http.DefaultRequestHeaders.Clear();
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Http.PatchAsJsonAsync("/paper/strategies/my-cross", new { action = "stop" })).StatusCode);
    }

    [Theory]
    [InlineData("/paper/strategies", """{"name":"a\u202eb","kind":"ma-cross","symbols":["AAA"],"interval":"1m"}""")]
    [InlineData("/paper/strategies", """{"name":null,"kind":"ma-cross","symbols":["AAA"],"interval":"1m"}""")]
    [InlineData("/paper/strategies", """{"name":"a","kind":"ma-cross","symbols":["AAA",null],"interval":"1m"}""")]
    [InlineData("/paper/strategies", """{"name":"a","kind":"ma-cross","symbols":["AAA"],"interval":"1m","parameters":{"fast":2,"fast":3}}""")]
    [InlineData("/paper/backtests", """{"strategy":"buy-and-hold","symbols":[null],"interval":"1m","start":"2024-01-01","end":"2024-01-02"}""")]
    [InlineData("/paper/backtests", """{"strategy":"buy-and-hold","symbols":["AAA"],"interval":"1m","start":"9999-12-31T23:00:00Z","end":"9999-12-31T23:59:59Z"}""")]
    [InlineData("/paper/backtests", """{"strategy":"buy-and-hold","symbols":["AAA"],"interval":"1m","start":"2024-01-01","end":"2024-01-02","fees":{"tkaer":1}}""")]
    [InlineData("/paper/backtests", """{"strategy":"buy-and-hold","symbols":["AAA"],"interval":"1m","start":"2024-01-01","end":"2024-01-02","cash":"79228162514264337593543950335"}""")]
    public async Task A_request_with_an_impossible_value_is_refused(string path, string body)
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:Default:Enabled=false");
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await host.Http.PostAsync(path, content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty((await host.GetAsync("/paper/strategies")).EnumerateArray());
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_backtest_over_stored_bars_gives_what_paper_trading_did(bool postgres)
    {
        await using var host = await PaperHost.StartAsync(_folder, postgres ? await servers.CreateDatabaseAsync() : null);
        var bars = Bars.Walk(24, 300);
        await host.Services.GetRequiredService<MarketStores>().Bars.WriteBarsAsync(new InstrumentId(Venues.Simulator, "AAA"), bars);
        var request = new { strategy = "ma-cross-simulator", start = Bars.Start, end = Bars.Start.AddHours(1) };

        var first = await BacktestAsync(host, request);
        var again = await BacktestAsync(host, request);

        Assert.Equal(300, first.GetProperty("bars").GetInt64());
        Assert.Equal(3600, first.GetProperty("expectedBars").GetInt64());
        Assert.Equal(first.GetProperty("runHash").GetString(), again.GetProperty("runHash").GetString());
        Assert.Equal(
            Tape.Reference(bars).Select(trade => trade.Price),
            first.GetProperty("trades").EnumerateArray().Select(trade => decimal.Parse(trade.GetProperty("price").GetString()!)));
        var refused = await host.Http.PostAsJsonAsync("/paper/backtests", new { strategy = "ma-cross-simulator", start = Bars.Start, end = Bars.Start });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Signals_are_kept_once_and_the_equity_curve_grows()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        var signal = new SignalRaised
        {
            SignalId = Guid.NewGuid(),
            Venue = Venues.Simulator,
            Symbol = "AAA",
            Side = Side.Buy,
            Score = 81.5,
            Confidence = 0.7,
            Explanation = "momentum",
            RaisedAt = Bars.Start,
        };
        await host.PublishAsync(signal);
        await host.PublishAsync(signal);
        await host.PublishAsync(signal with { SignalId = Guid.NewGuid() });

        await Poll.UntilAsync(() => host.GetAsync("/paper/signals"), signals => signals.GetArrayLength() == 2, Deadline);
        await Poll.UntilAsync(() => host.GetAsync(Account + "/equity"), points => points.GetArrayLength() >= 2, Deadline);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<decimal> CashAsync(PaperHost host) => decimal.Parse((await host.GetAsync(Account)).GetProperty("cash").GetString()!);

    private static async Task<System.Text.Json.JsonElement> BacktestAsync(PaperHost host, object request)
    {
        var accepted = await host.Http.PostAsJsonAsync("/paper/backtests", request);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        return await Poll.UntilAsync(
            () => host.GetAsync(accepted.Headers.Location!.ToString()), backtest => backtest.GetProperty("state").GetString() == "completed", Deadline);
    }
}

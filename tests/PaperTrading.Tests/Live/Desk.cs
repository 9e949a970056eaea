using System.Net.Http.Json;
using System.Text.Json;
using Trading.Contracts;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

/// <summary>The default strategy of a host, bar by bar, with the test in order execution's place.</summary>
internal sealed class Desk(PaperHost host, int seed, int played = 0)
{
    public const string Strategy = "ma-cross-simulator";
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly IReadOnlyList<Bar> _bars = Bars.Walk(seed, 600);

    public int Played { get; private set; } = played;

    public Task<JsonElement> AccountAsync() => host.GetAsync("/paper/accounts/" + Strategy);

    public async Task<JsonElement> StrategyAsync() =>
        (await host.GetAsync("/paper/strategies")).EnumerateArray().Single(strategy => strategy.GetProperty("id").GetString() == Strategy);

    public Task<HttpResponseMessage> PatchAsync(string action) => host.Http.PatchAsJsonAsync("/paper/strategies/" + Strategy, new { action });

    public async Task<(string Code, string Detail)> RefusedAsync(string action)
    {
        using var answer = await PatchAsync(action);
        Assert.Equal(System.Net.HttpStatusCode.Conflict, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (problem.GetProperty("code").GetString()!, problem.GetProperty("detail").GetString()!);
    }

    public async Task<JsonElement> DoneAsync(string action)
    {
        using var answer = await PatchAsync(action);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task PlayAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Tape.PlayAsync(host, [_bars[Played]]);
            await Tape.CheckpointAsync(host, _bars[Played++]);
        }
    }

    public async Task<int> TradesAsync() => (await host.GetAsync($"/paper/accounts/{Strategy}/trades?limit=1000")).GetArrayLength();

    /// <summary>Plays until this many trades were made on paper.</summary>
    public async Task PlayToTradeAsync(int count)
    {
        while (await TradesAsync() < count)
        {
            await PlayAsync(1);
        }
    }

    public async Task<SubmitOrder> OrderAsync(Func<SubmitOrder, bool> wanted)
    {
        await Poll.UntilAsync(() => host.Orders.Any(wanted), Deadline);
        return host.Orders.Last(wanted);
    }

    public Task HaltAsync(bool halted, DateTime at) => host.PublishAsync(new TradingHalted { Halted = halted, Reason = "drill", By = "trader", At = at });

    public Task FillAsync(SubmitOrder order, string fillId, decimal quantity, decimal cumulative) => host.PublishAsync(new OrderFilled
    {
        OrderId = Guid.NewGuid(),
        ClientOrderId = order.ClientOrderId,
        Account = order.Account,
        Venue = Venues.Simulator,
        Symbol = order.Symbol,
        FillId = fillId,
        Side = order.Side,
        Price = 100,
        Quantity = quantity,
        CumulativeQuantity = cumulative,
        OrderQuantity = order.Quantity,
        Fee = 0,
        FeeAsset = "USDT",
        Liquidity = Liquidity.Taker,
        Status = cumulative == order.Quantity ? OrderStatus.Filled : OrderStatus.PartiallyFilled,
        Strategy = order.Strategy,
        FilledAt = DateTime.UtcNow,
    });

    public Task DenyAsync(SubmitOrder order, string rule) => host.PublishAsync(new OrderDenied
    {
        OrderId = Guid.NewGuid(),
        ClientOrderId = order.ClientOrderId,
        Account = order.Account,
        Venue = Venues.Simulator,
        Symbol = order.Symbol,
        Rule = rule,
        Reason = "refused by the test",
        DeniedAt = DateTime.UtcNow,
    });

    public Task CancelledAsync(SubmitOrder order, decimal cumulative) => host.PublishAsync(new OrderCancelled
    {
        OrderId = Guid.NewGuid(),
        ClientOrderId = order.ClientOrderId,
        Account = order.Account,
        Venue = Venues.Simulator,
        Symbol = order.Symbol,
        Status = OrderStatus.Cancelled,
        CumulativeQuantity = cumulative,
        Reason = "cancelled by the test",
        CancelledAt = DateTime.UtcNow,
    });

    /// <summary>Waits until live differs from paper by this much, none for 0, and returns the row.</summary>
    public async Task<JsonElement> DriftAsync(decimal difference)
    {
        var strategy = await Poll.UntilAsync(StrategyAsync, strategy => Difference(strategy) == difference, Deadline, $"a drift of {difference}");
        return strategy.GetProperty("drift").EnumerateArray().SingleOrDefault();
    }

    /// <summary>Waits until the metric says so.</summary>
    public Task DriftMetricAsync(double expected) => Poll.UntilAsync(ReadDriftMetricAsync, value => value == expected, Deadline, $"a drift metric of {expected}");

    private async Task<double?> ReadDriftMetricAsync()
    {
        var line = (await host.Http.GetStringAsync("/metrics")).Split('\n')
            .SingleOrDefault(line => line.StartsWith("trading_paper_live_drift{", StringComparison.Ordinal) && line.Contains("symbol=\"AAA\"", StringComparison.Ordinal));
        return line is null ? null : double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static decimal Difference(JsonElement strategy) =>
        strategy.GetProperty("drift").EnumerateArray().Sum(drift => decimal.Parse(drift.GetProperty("difference").GetString()!));
}

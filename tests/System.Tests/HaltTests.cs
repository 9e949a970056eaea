using System.Net;
using System.Text.Json;
using Trading.SystemTests.Running;
using Trading.Testing;

namespace Trading.SystemTests;

/// <summary>A promoted strategy, the kill switch and the positions, in a whole system.</summary>
public sealed class HaltTests
{
    private const string Strategy = "/paper/strategies/ma-cross-simulator";

    [Fact]
    public async Task A_halt_pauses_the_promoted_strategy_and_align_ends_a_drift_with_equal_positions()
    {
        await using var system = await TradingSystem.StartReadyAsync("--mode", "embedded");
        await Way.OrdersAreFilledAsync(system);

        await DoAsync(system, "admin", HttpMethod.Post, "order-execution", "/risk/halt", new { reason = "drill" });
        await Poll.UntilAsync(() => StrategyAsync(system), strategy => strategy.GetProperty("pausedReason").GetString() is not null, Way.Deadline);
        await DoAsync(system, "admin", HttpMethod.Post, "order-execution", "/risk/resume", new { reason = "drill over" });
        await Poll.UntilAsync(() => StrategyAsync(system), strategy => strategy.GetProperty("pausedReason").GetString() is null, Way.Deadline);

        // Demoted, it trades on paper alone until the two sides differ; then it is promoted again and stopped, so that they stay so.
        await DoAsync(system, "trader", HttpMethod.Patch, "paper-trading", Strategy, new { action = "demote" });
        await Poll.UntilAsync(() => StoppedApartAsync(system), apart => apart, Way.Deadline);
        await Poll.UntilAsync(
            () => system.Api.SendAsync("trader", HttpMethod.Patch, "paper-trading", Strategy, new { action = "align" }),
            answer => answer.StatusCode == HttpStatusCode.OK,
            Way.Deadline);
        await Poll.UntilAsync(() => StrategyAsync(system), strategy => strategy.GetProperty("drift").GetArrayLength() == 0, Way.Deadline);

        var account = (await system.Api.ListAsync("paper-trading", "/paper/accounts"))[0];
        var paper = Quantities(account.GetProperty("positions").EnumerateArray());
        Assert.Equal(paper, Quantities(account.GetProperty("strategy").GetProperty("livePositions").EnumerateArray()));
        Assert.Equal(paper, Quantities(await system.Api.ListAsync("order-execution", "/positions")));
    }

    private static async Task<bool> StoppedApartAsync(TradingSystem system)
    {
        await DoAsync(system, "trader", HttpMethod.Patch, "paper-trading", Strategy, new { state = "running", promoted = false });
        await Poll.UntilAsync(() => ApartAsync(system), apart => apart, Way.Deadline);
        await DoAsync(system, "trader", HttpMethod.Patch, "paper-trading", Strategy, new { state = "stopped", promoted = true });
        return await ApartAsync(system);
    }

    // A step or two of quantity is worth less than the venue's smallest order: only a whole position can be aligned for certain.
    private static async Task<bool> ApartAsync(TradingSystem system)
    {
        var account = (await system.Api.ListAsync("paper-trading", "/paper/accounts"))[0];
        var paper = Quantities(account.GetProperty("positions").EnumerateArray());
        var live = Quantities(account.GetProperty("strategy").GetProperty("livePositions").EnumerateArray());
        return paper.Keys.Except(live.Keys).Any() || live.Keys.Except(paper.Keys).Any();
    }

    private static async Task DoAsync(TradingSystem system, string role, HttpMethod method, string service, string path, object body)
    {
        using var answer = await system.Api.SendAsync(role, method, service, path, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> StrategyAsync(TradingSystem system) => (await system.Api.ListAsync("paper-trading", "/paper/strategies"))[0];

    private static Dictionary<string, decimal> Quantities(IEnumerable<JsonElement> positions) => positions
        .Select(position => (Symbol: position.GetProperty("symbol").GetString()!, Quantity: decimal.Parse(position.GetProperty("quantity").GetString()!)))
        .Where(position => position.Quantity != 0)
        .ToDictionary(position => position.Symbol, position => position.Quantity, StringComparer.Ordinal);
}

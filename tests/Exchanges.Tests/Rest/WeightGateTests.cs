using Microsoft.Extensions.DependencyInjection;
using Trading.Exchanges.Limits;
using Trading.Exchanges.Venues;

namespace Trading.Exchanges.Tests.Rest;

public sealed class WeightGateTests
{
    private static readonly WeightBudget Budget = new("test", 2400, TimeSpan.FromMinutes(1));
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Orders_may_use_everything_resync_a_little_less_backfill_the_least()
    {
        Assert.Equal(2400, Budget.Allowed(RequestLane.Orders, Minute));
        Assert.Equal(2388, Budget.Allowed(RequestLane.Resync, Minute));
        Assert.InRange(Budget.Allowed(RequestLane.Backfill, Minute), 0.98 * 2400, 2400 - 24);
    }

    [Fact]
    public void A_service_beside_order_execution_leaves_orders_a_tenth_of_the_limit()
    {
        using var provider = new ServiceCollection().AddLogging().AddMetrics().AddSingleton(new VenueOptions()).AddVenues()
            .BuildServiceProvider();

        var venues = provider.GetRequiredService<VenueCatalog>();
        var budget = venues.HistoryOf(venues.Run[0].Venue)!.Gate.Budget;

        Assert.Equal(5400, budget.Allowed(RequestLane.Resync, Minute));
        Assert.True(budget.Allowed(RequestLane.Backfill, Minute) < 5400);
        Assert.Equal(6000, budget.Allowed(RequestLane.Orders, Minute));
    }

    [Fact]
    public void Backfill_is_paced_so_that_weight_is_left_at_every_moment()
    {
        Assert.Equal(594, Budget.Allowed(RequestLane.Backfill, TimeSpan.Zero));
        Assert.InRange(Budget.Allowed(RequestLane.Backfill, TimeSpan.FromSeconds(27)), 1480, 1490);
        Assert.Equal(Budget.Allowed(RequestLane.Backfill, Minute), Budget.Allowed(RequestLane.Backfill, TimeSpan.FromSeconds(54)));
    }

    [Fact]
    public void The_wait_it_names_is_enough()
    {
        for (var used = 0; used < 2376; used += 7)
        {
            var wait = Budget.WaitFor(RequestLane.Backfill, used, 2, TimeSpan.FromSeconds(1));
            var then = TimeSpan.FromSeconds(1) + wait;

            Assert.True(then >= Minute || used + 2 <= Budget.Allowed(RequestLane.Backfill, then), $"used {used}: {wait}");
        }
    }

    [Fact]
    public async Task Lets_pass_what_fits_and_holds_the_rest_back_until_the_venue_forgets()
    {
        var window = TimeSpan.FromMilliseconds(500);
        var gate = Gate(new WeightBudget("small", 100, window) { EdgeGuard = TimeSpan.FromMilliseconds(10), VenueTellsCount = false });
        var windows = new List<long>();
        for (var i = 0; i < 25; i++)
        {
            windows.Add((await gate.AcquireAsync(10, RequestLane.Orders, "A", Cancel)).Window);
        }

        Assert.All(windows.GroupBy(w => w), group => Assert.True(group.Count() <= 10, $"{group.Count()} requests of 10 in one window"));
    }

    [Fact]
    public async Task Sends_one_at_a_time_until_the_venue_has_told_its_count()
    {
        var gate = Gate(Budget with { EdgeGuard = TimeSpan.Zero });
        var first = await gate.AcquireAsync(2, RequestLane.Backfill, "A", Cancel);
        var second = gate.AcquireAsync(2, RequestLane.Backfill, "A", Cancel).AsTask();

        Assert.False(second.IsCompleted);
        await gate.CompleteAsync(first, 1000, Cancel);

        await second.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.True((await gate.SnapshotAsync(Cancel)).Used >= 2);
    }

    [Fact]
    public async Task A_pause_holds_everybody_back_and_a_long_one_ends_the_request()
    {
        var gate = Gate(Budget with { EdgeGuard = TimeSpan.Zero, VenueTellsCount = false, LongestPause = TimeSpan.FromSeconds(5) });

        await gate.PauseAsync(TimeSpan.FromMilliseconds(300), Cancel);
        var permit = await gate.AcquireAsync(1, RequestLane.Orders, "A", Cancel);
        Assert.True(permit.Waited >= TimeSpan.FromMilliseconds(250), $"waited {permit.Waited}");

        await gate.PauseAsync(TimeSpan.FromHours(1), Cancel);
        await Assert.ThrowsAsync<WeightPausedException>(async () => await gate.AcquireAsync(1, RequestLane.Orders, "A", Cancel));
    }

    [Fact]
    public async Task Symbols_share_a_lane_however_many_requests_each_queues_and_higher_lanes_go_first()
    {
        // One request a window: who goes when is the gate's choice alone, and nobody goes before all of them wait.
        var gate = Gate(new WeightBudget("narrow", 10, TimeSpan.FromMilliseconds(60)) { EdgeGuard = TimeSpan.FromMilliseconds(5), Burst = 1, VenueTellsCount = false });
        await gate.PauseAsync(TimeSpan.FromSeconds(2), Cancel);
        var waiting = Enumerable.Repeat("greedy", 12).Concat(Enumerable.Repeat("modest", 4))
            .Select(symbol => TakeAsync(RequestLane.Backfill, symbol)).ToList();
        waiting.Add(TakeAsync(RequestLane.Resync, "resync"));
        waiting.Add(TakeAsync(RequestLane.Orders, "orders"));

        var went = (await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(60), Cancel)).OrderBy(one => one.Window)
            .Select(one => one.Name).ToList();
        Assert.Equal(["orders", "resync"], went.Take(2));
        Assert.Equal(4, went.Skip(2).Take(9).Count(name => name == "modest"));

        async Task<(long Window, string Name)> TakeAsync(RequestLane lane, string symbol) =>
            ((await gate.AcquireAsync(9, lane, symbol, Cancel)).Window, symbol);
    }

    [Fact]
    public async Task A_cancelled_wait_takes_nothing_and_does_not_block_the_next()
    {
        var gate = Gate(new WeightBudget("tiny", 10, TimeSpan.FromSeconds(1)) { EdgeGuard = TimeSpan.Zero, VenueTellsCount = false });
        await gate.AcquireAsync(10, RequestLane.Orders, "A", Cancel);
        using var stop = new CancellationTokenSource();
        var waiting = gate.AcquireAsync(10, RequestLane.Orders, "A", stop.Token).AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await gate.AcquireAsync(10, RequestLane.Orders, "B", Cancel).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    private static WeightGate Gate(WeightBudget budget) => new(budget, new MemoryWeightLedger(), TimeProvider.System);
}

using Trading.Contracts;
using Trading.MarketStore.Bars;

namespace Trading.MarketStore.Tests;

public abstract partial class MarketStoreBehaviour
{
    [Fact]
    public async Task Bars_of_a_window_are_kept_by_position_and_the_better_version_wins()
    {
        Assert.Equal(2, await Store.Bars.WriteWindowBarsAsync(Instrument, [WindowBarOf(0), WindowBarOf(10, closed: false)], Cancel));
        Assert.Equal(0, await Store.Bars.WriteWindowBarsAsync(Instrument, [WindowBarOf(0), WindowBarOf(0, closed: false)], Cancel));
        Assert.Equal(2, await Store.Bars.WriteWindowBarsAsync(Instrument, [WindowBarOf(10), WindowBarOf(0, revision: 1)], Cancel));
        Assert.Equal(0, await Store.Bars.WriteWindowBarsAsync(Instrument, [WindowBarOf(0)], Cancel));
        Assert.Equal([WindowBarOf(0, revision: 1), WindowBarOf(10)], await WindowBars(default));
    }

    [Fact]
    public async Task Bars_of_a_window_are_read_by_time_by_position_and_newest_first_come_last()
    {
        await Store.Bars.WriteWindowBarsAsync(
            Instrument,
            [.. Enumerable.Range(0, 10).Select(bar => WindowBarOf(bar * 10)), WindowBarOf(5) with { Window = "tick:5" }],
            Cancel);

        Assert.Equal([0, 10], (await WindowBars(new WindowBarQuery(Limit: 2))).Select(bar => bar.Position));
        Assert.Equal([80, 90], (await WindowBars(new WindowBarQuery(Limit: 2, Newest: true))).Select(bar => bar.Position));
        Assert.Equal([40], (await WindowBars(new WindowBarQuery(ToPosition: 49, Limit: 1, Newest: true))).Select(bar => bar.Position));
        Assert.Equal(
            [30, 40],
            (await WindowBars(new WindowBarQuery(From: Start.AddSeconds(30), To: Start.AddSeconds(50)))).Select(bar => bar.Position));
        Assert.Equal(7, await Store.Bars.DeleteWindowBarsAsync(Instrument, "tick:10", 30, long.MaxValue, Cancel));
        Assert.Equal([0, 10, 20], (await WindowBars(default)).Select(bar => bar.Position));
        Assert.Single(await Store.Bars.ReadWindowBarsAsync(Instrument, "tick:5", cancellationToken: Cancel).ToListAsync(Cancel));
    }

    private static WindowBar WindowBarOf(long position, bool closed = true, int revision = 0) => new(
        "tick:10", position, position + 9, Start.AddSeconds(position), Start.AddSeconds(position + 9), 10.5m, 12, 9, 11, 100, 1050.25m, 10, 60, 630, closed, revision);

    private async Task<List<WindowBar>> WindowBars(WindowBarQuery query) =>
        await Store.Bars.ReadWindowBarsAsync(Instrument, "tick:10", query, Cancel).ToListAsync(Cancel);
}

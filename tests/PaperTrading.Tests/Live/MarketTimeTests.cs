using Trading.Contracts;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

/// <summary>A replay lives in the replay's time: its equity points stand beside its trades.</summary>
public sealed class MarketTimeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-time-").FullName;

    [Fact]
    public async Task Equity_points_have_the_time_of_a_replays_newest_trade_and_ours_in_real_time()
    {
        await using var host = await PaperHost.StartAsync(_folder);
        var replayed = Bars.Start.AddHours(3);
        await host.PublishAsync(Ticks(1, replayed));
        var points = await Poll.UntilAsync(
            () => host.GetAsync("/paper/accounts/ma-cross-simulator/equity"),
            points => points.EnumerateArray().Any(point => point.GetProperty("time").GetDateTime() < DateTime.UtcNow.AddYears(-1)),
            Desk.Deadline);
        Assert.Equal(replayed, points[0].GetProperty("time").GetDateTime());

        await host.PublishAsync(Ticks(2, DateTime.UtcNow));
        var live = DateTime.UtcNow;
        await Poll.UntilAsync(
            () => host.GetAsync("/paper/accounts/ma-cross-simulator/equity"),
            points => points.EnumerateArray().Last().GetProperty("time").GetDateTime() >= live,
            Desk.Deadline);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static TicksPublished Ticks(long id, DateTime time) => new()
    {
        Venue = Venues.Simulator,
        Symbol = "AAA",
        Ticks = [new Trade(id, 100, 1, Side.Buy, time, DateTime.UtcNow)],
    };
}

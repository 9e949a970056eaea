using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Abstractions;
using Trading.Contracts;
using Trading.PaperTrading.Live;
using Trading.Testing;

namespace Trading.PaperTrading.Tests.Live;

public sealed class PaperReadinessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("paper-ready-").FullName;

    [Fact]
    public async Task Input_that_stops_degrades_readiness_and_never_makes_it_unhealthy()
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:StaleInputSeconds=2", "--Readiness:CacheMs=0");
        var bars = Bars.Walk(51, 10);
        await ReadyAsync(host, "degraded", "no tick for", () => Task.CompletedTask);
        await ReadyAsync(host, "degraded", "no bar of 1s", () => host.PublishAsync(Tape.TickOf(bars[0])));
        await ReadyAsync(host, "healthy", "strategies running: 1", () => Tape.PlayAsync(host, [bars[1]]));
        await ReadyAsync(
            host, "degraded", "no tick for", () => host.PublishAsync(new BarClosed { Venue = Venues.Simulator, Symbol = "AAA", Bar = bars[2] }));
    }

    [Fact]
    public async Task Input_that_does_not_come_is_explained_by_what_market_data_says()
    {
        const string Cause = "stream.venue.test cannot be reached (name not known)";
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:StaleInputSeconds=1", "--Readiness:CacheMs=0");
        await ReadyAsync(host, "degraded", "no tick for", Cause, () => host.PublishAsync(Feed(FeedStatus.Disconnected, Cause)));
        await ReadyAsync(host, "degraded", "no tick for", null, () => host.PublishAsync(Feed(FeedStatus.Connected, "connected, book in sync")));
    }

    [Fact]
    public async Task Nothing_is_late_after_the_end_of_a_replay()
    {
        await using var host = await PaperHost.StartAsync(_folder, null, "--Paper:StaleInputSeconds=1", "--Readiness:CacheMs=0");
        var input = host.Feed().Age;
        var ended = Feed(FeedStatus.Ended, "the replay has ended");
        await host.PublishAsync(Tape.TickOf(Bars.Walk(52, 1)[0]));
        await Poll.UntilAsync(() => input.OfTicks > TimeSpan.FromSeconds(1.5), Desk.Deadline);
        await ReadyAsync(host, "healthy", "strategies running: 1; the replay has ended", () => host.PublishAsync(ended));
        await ReadyAsync(
            host, "degraded", "no tick for", "no connection",
            () => host.PublishAsync(Feed(FeedStatus.Disconnected, "no connection") with { Symbol = "BBB" }));
    }

    [Fact]
    public void The_end_of_a_replay_holds_while_market_data_goes_on_to_say_so()
    {
        var clock = new SetClock();
        var input = new InputAge(clock);
        Assert.False(input.HasEnded);
        input.ObserveFeed(Feed(FeedStatus.Ended, "the replay has ended"));
        clock.Elapsed = TimeSpan.FromSeconds(30);
        Assert.True(input.HasEnded);
        clock.Elapsed = TimeSpan.FromSeconds(31);
        Assert.False(input.HasEnded);
    }

    [Fact]
    public async Task Input_may_stop_while_no_strategy_runs()
    {
        await using var host = await PaperHost.StartAsync(
            _folder, null, "--Paper:StaleInputSeconds=1", "--Readiness:CacheMs=0", "--Paper:Default:Enabled=false");
        var input = host.Feed().Age;
        await Poll.UntilAsync(() => input.OfTicks > TimeSpan.FromSeconds(1.5), Desk.Deadline);
        await ReadyAsync(host, "healthy", "strategies running: 0", () => Task.CompletedTask);
    }

    [Fact]
    public async Task It_is_unhealthy_until_the_strategies_are_loaded()
    {
        var options = new PaperOptions();
        var book = new SessionRegistry(null!, null!, null!, null!, options, TimeProvider.System);
        var desk = new StrategyService(
            null!, null!, null!, null!, null!, null!, null!, options, TimeProvider.System, NullLogger<StrategyService>.Instance);
        var check = await new PaperReadiness(book, null!, desk, options).CheckHealthAsync(new HealthCheckContext());
        Assert.Equal((HealthStatus.Unhealthy, "strategies are not loaded yet"), (check.Status, check.Description));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Elapsed.Ticks;
    }

    private static FeedStatusChanged Feed(FeedStatus status, string reason) => new()
    {
        Venue = Venues.Simulator,
        Symbol = "AAA",
        Status = status,
        BookInSync = status == FeedStatus.Connected,
        Reason = reason,
        At = DateTime.UtcNow,
    };

    private static Task ReadyAsync(PaperHost host, string status, string description, Func<Task> input) => ReadyAsync(host, status, description, null, input);

    private static Task ReadyAsync(PaperHost host, string status, string description, string? cause, Func<Task> input) => Poll.UntilAsync(
        async () =>
        {
            await input();
            using var answer = await host.Http.GetAsync("/ready");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            var check = body.RootElement.GetProperty("checks").GetProperty("paper-trading");
            return (
                Status: check.GetProperty("status").GetString(), Description: check.GetProperty("description").GetString()!,
                Cause: check.TryGetProperty("cause", out var known) ? known.GetString() : null);
        },
        check => check.Status == status && check.Description.StartsWith(description, StringComparison.Ordinal)
            && check.Cause == cause && (cause is null || check.Description.EndsWith($" s: {cause}", StringComparison.Ordinal)),
        Desk.Deadline,
        $"{status}: {description}");
}

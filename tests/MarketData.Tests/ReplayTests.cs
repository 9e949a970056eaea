using System.Text.Json;
using Trading.Contracts;
using Trading.MarketData.Tests.Recovery;
using Trading.MarketData.Tests.Venue;
using Trading.MarketStore.Bars;
using Trading.Testing;

namespace Trading.MarketData.Tests;

public sealed class ReplayTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_replayed_session_is_stored_whole_and_its_bars_equal_a_naive_computation()
    {
        await using var venue = await StubVenue.StartAsync(Recording.StreamFrames);
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await KillTests.EqualsTheRecordingAsync(service);
        Assert.Empty(await service.GapsAsync());
        Assert.Equal(1, venue.Connections);

        // Until the snapshot is there the answer is 404.
        await Poll.UntilAsync(() => service.TextAsync("/market/book/BTCUSDT?depth=1"), book => book.Contains(
            "\"lastUpdateId\":50093421584,", StringComparison.Ordinal)
            && book.Contains("\"inSync\":true", StringComparison.Ordinal)
            && book.Contains("\"bids\":[[\"61685.99\"", StringComparison.Ordinal)
            && book.Contains("\"asks\":[[\"61686\"", StringComparison.Ordinal), Deadline);
    }

    [Fact]
    public async Task The_end_of_a_replay_is_an_end_and_no_silence()
    {
        await using var venue = await SimulatedVenue.StartAsync(
            $"--Simulator:ReplayFile={RecordedData.File(RecordedData.SpotSession)}", "--Simulator:ReplaySpeed=max");
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        var ended = await Poll.UntilAsync(
            async () => (await service.JsonAsync("/market/feeds"))[0], feed => feed.GetProperty("status").GetString() == "ended", Deadline);
        var ready = await service.TextAsync("/ready");

        Assert.Equal((false, 0), (ended.GetProperty("stale").GetBoolean(), ended.GetProperty("silentStreams").GetArrayLength()));
        Assert.Equal(2024, ended.GetProperty("lastEvent").GetDateTime().Year);
        Assert.Contains("the replay has ended", ready, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_at_a_speed_closes_bars_by_its_own_time_and_revises_none()
    {
        await using var venue = await SimulatedVenue.StartAsync(
            $"--Simulator:ReplayFile={RecordedData.File(RecordedData.SpotSession)}", "--Simulator:ReplaySpeed=30");
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await Poll.UntilAsync(
            async () => (await service.JsonAsync("/market/feeds"))[0], feed => feed.GetProperty("status").GetString() == "ended", Deadline);

        var instrument = new InstrumentId(Venues.Simulator, "BTCUSDT");
        var bars = await Poll.UntilAsync(
            () => service.Store.Bars.ReadBarsAsync(instrument, BarInterval.OneSecond, new BarQuery(Source: BarSource.Trades)).ToListAsync().AsTask(), bars => bars.Count > 100, Deadline);
        Assert.All(bars, bar => Assert.Equal(0, bar.Revision));
        Assert.Equal(JsonValueKind.Null, (await service.JsonAsync("/market/feeds"))[0].GetProperty("lagSeconds").ValueKind);
        var price = (await service.JsonAsync("/market/prices"))[0];
        Assert.Equal(2024, price.GetProperty("exchangeTime").GetDateTime().Year);
    }

    [Fact]
    public async Task Dropped_frames_become_gaps_that_are_healed_with_exactly_what_was_missing()
    {
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        venue.Fate = index => index % 97 == 50 || index is >= 3000 and < 3100 || index == Recording.TradeFrames.Count - 1 ? FrameFate.Drop
            : index % 61 == 0 ? FrameFate.SendTwice : FrameFate.Send;
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await KillTests.EqualsTheRecordingAsync(service);
        await Poll.UntilAsync(async () => (await service.GapsAsync(GapState.Open)).Count == 0, Deadline);
        var gaps = await service.GapsAsync();
        var dropped = Enumerable.Range(0, Recording.TradeFrames.Count).Count(index => venue.Fate(index) == FrameFate.Drop);
        Assert.Equal(dropped, gaps.Sum(gap => gap.ToId - gap.FromId + 1));
        Assert.All(gaps, gap => Assert.Equal(GapState.Healed, gap.State));
    }

    [Fact]
    public async Task Cut_connections_are_opened_again_and_nothing_is_missing()
    {
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        venue.Fate = index => index is 700 or 2500 or 9000 ? FrameFate.Cut : FrameFate.Send;
        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await KillTests.EqualsTheRecordingAsync(service);
        Assert.Equal(4, venue.Connections);
    }

    [Fact]
    public async Task A_restart_in_the_middle_of_open_bars_ends_in_the_same_bars()
    {
        await using var venue = await StubVenue.StartAsync(Recording.TradeFrames);
        var cut = new TaskCompletionSource();
        venue.Fate = index =>
        {
            if (index != 4321)
            {
                return FrameFate.Send;
            }

            cut.TrySetResult();
            return FrameFate.Cut;
        };
        await using (await RunningService.StartAsync(venue.Url, _folder.Path))
        {
            await cut.Task.WaitAsync(Deadline);
        }

        await using var service = await RunningService.StartAsync(venue.Url, _folder.Path);
        await KillTests.EqualsTheRecordingAsync(service);
    }
}

using Trading.Contracts;
using Trading.Downloader.Tests.Running;
using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>What others learn of a job while a slow venue serves it: over the bus.</summary>
public sealed class ProgressTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private SimulatedVenue _venue = null!;
    private RunningDownloader _service = null!;

    public async ValueTask InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync();
        await _venue.SetFaultsAsync(new { latencyMs = 250 });
        _service = await RunningDownloader.StartAsync(_venue.Url, "--Downloader:RequestsInFlight=1");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _venue.DisposeAsync();
    }

    [Fact]
    public async Task The_bus_is_told_every_change_of_state_and_at_most_once_a_second_how_far_it_is()
    {
        var id = await _service.QueueAsync("2024-03-01", "2024-03-15");
        var end = await _service.EndAsync(id);
        var announced = await Poll.UntilAsync(
            () => Task.FromResult(_service.Bus.Of(id)), messages => messages.Any(message => message.State == DownloadState.Completed), Deadline);

        Assert.Equal((DownloadState.Queued, DownloadState.Completed), (announced[0].State, announced[^1].State));
        var running = announced.Skip(1).SkipLast(1).ToArray();
        Assert.All(running, message => Assert.Equal(DownloadState.Running, message.State));

        // The first of them tells the change of state; a timer that was late may be followed by one that is not.
        Assert.InRange(running.Length, 3, 2 + (int)(running[^1].At - running[0].At).TotalSeconds);
        Assert.Equal(running.Select(message => message.Items).Order(), running.Select(message => message.Items));
        Assert.Contains(running, message => message is { RowsPerSecond: > 0, WeightUsed: > 0, Progress: > 0 and < 1 } && message.Eta > message.At);
        Assert.Equal((20_160, 1m, null), (announced[^1].Items, announced[^1].Progress, announced[^1].Eta));
        Assert.Equal(end.GetProperty("weightUsed").GetInt64(), announced[^1].WeightUsed);
        Assert.All(announced, message => Assert.Equal(
            ("binance-spot", "BTCUSDT", MarketDataKind.Bars, BarInterval.OneMinute),
            (message.Venue, message.Symbols.Single(), message.Kind, message.Interval)));
    }

    [Fact]
    public async Task A_cancelled_job_is_told_as_cancelled_once_and_nothing_after_it()
    {
        var id = await _service.QueueAsync("2024-03-01", "2024-05-01");
        await Poll.UntilAsync(() => _service.Bus.Of(id).Any(message => message.State == DownloadState.Running), Deadline);

        using var answer = await _service.Http.DeleteAsync(
            new Uri($"/downloads/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        await _service.EndAsync(id);

        // Another job's messages come after all of this one's: the queue keeps their order.
        var next = await _service.QueueAsync("2024-03-01", "2024-03-02");
        await Poll.UntilAsync(() => _service.Bus.Of(next).Any(message => message.State == DownloadState.Completed), Deadline);
        var told = _service.Bus.Of(id);
        Assert.Equal(DownloadState.Cancelled, told[^1].State);
        Assert.Single(told, message => message.State == DownloadState.Cancelled);
    }

    [Fact]
    public async Task A_short_job_is_not_held_up_by_a_long_one_that_was_first()
    {
        var first = await _service.QueueAsync("2024-03-01", "2024-05-01");
        await Poll.UntilAsync(async () => (await _service.JobAsync(first)).GetProperty("items").GetInt64() > 0, Deadline);

        var second = await _service.QueueAsync("2024-03-01", "2024-03-03", symbol: "ETHUSDT");
        Assert.Equal("completed", (await _service.EndAsync(second)).GetProperty("state").GetString());

        Assert.Equal("running", (await _service.JobAsync(first)).GetProperty("state").GetString());
    }
}

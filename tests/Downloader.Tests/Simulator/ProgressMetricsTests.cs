using System.Globalization;
using Trading.Downloader.Tests.Running;
using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>What an operator sees of a job while a slow venue serves it.</summary>
[Collection(MetricsAlone.Name)]
public sealed class ProgressMetricsTests : IAsyncLifetime
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
    public async Task A_running_job_shows_its_rate_its_weight_and_its_end_everywhere()
    {
        var id = await _service.QueueAsync("2024-03-01", "2024-03-20");

        var job = await Poll.UntilAsync(() => _service.JobAsync(id), job => job.GetProperty("items").GetInt64() > 3000, Deadline);
        var metrics = await _service.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        var events = await _service.Http.GetStringAsync(new Uri($"/downloads/{id}/events", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.True(job.GetProperty("rowsPerSecond").GetDouble() > 0);
        Assert.True(job.GetProperty("weightUsed").GetInt64() > 0);
        Assert.True(job.GetProperty("eta").GetDateTime() > DateTime.UtcNow);
        Assert.All(["download_rows_per_second", "download_eta_seconds", "download_weight_used"], name => Assert.True(Metric(metrics, name) > 0, name));
        Assert.Equal(0, Metric(metrics, "download_progress_dropped_total"));
        Assert.Matches("""event: progress\s+data: \{.*"rowsPerSecond":[1-9].*"eta":"20""", events);
        Assert.Equal("completed", (await _service.EndAsync(id)).GetProperty("state").GetString());
    }

    private static double Metric(string metrics, string name) => double.Parse(
        metrics.Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
}

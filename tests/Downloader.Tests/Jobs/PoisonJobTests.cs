using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trading.Contracts;
using Trading.Downloader.Planning;
using Trading.Downloader.Progress;
using Trading.Downloader.Sources;
using Trading.Downloader.Storage;
using Trading.Downloader.Tests.Running;
using static Trading.Downloader.Tests.Workbench;

namespace Trading.Downloader.Tests.Jobs;

/// <summary>No job fails for ever: each ends, with its reason, and the next one runs.</summary>
public sealed class PoisonJobTests : IAsyncLifetime
{
    private VenueStub _venue = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("kind", 99)]
    [InlineData("series", 9)]
    [InlineData("source", 7)]
    [InlineData("end", "9999-12-31T23:59:59Z")]
    public async Task A_download_that_makes_no_sense_is_refused_and_leaves_no_job(string property, object value)
    {
        await using var service = await RunningDownloader.StartAsync(_venue.Url);
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["venue"] = "binance-spot",
            ["kind"] = "bars",
            ["symbols"] = new[] { "BTCUSDT" },
            ["interval"] = "1h",
            ["start"] = "2023-01-01",
            ["end"] = "2023-01-02",
            [property] = value,
        };

        using var answer = await service.Http.PostAsJsonAsync("/downloads", body, Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, (await service.Http.GetFromJsonAsync<JsonElement>("/downloads", Cancel)).GetArrayLength());
    }

    [Theory]
    [InlineData("""{"venue":"binance-spot","kind":99,"symbols":["BTCUSDT"],"start":"2023-01-01T00:00:00Z","end":"2023-01-02T00:00:00Z"}""", 0, "unknown")]
    [InlineData("""{"venue":"binance-spot","kind":"ticks","symbols":["BTCUSDT"],"start":"2023-01-01T00:00:00Z","end":"2023-01-02T00:00:00Z"}""", 0, "cannot be read")]
    [InlineData("not json", 0, "cannot be read")]
    [InlineData("""{"venue":"binance-spot","kind":"bars","symbols":["BTCUSDT"],"interval":"1h","start":"2023-01-01T00:00:00Z","end":"9999-12-31T23:59:59Z"}""", 0, "end")]
    [InlineData("""{"venue":"binance-spot","kind":"bars","symbols":["BTCUSDT"],"interval":"1h","start":"2023-01-01T00:00:00Z","end":"2023-01-02T00:00:00Z"}""", 5, "Given up after 5 attempts")]
    public async Task A_stored_job_that_cannot_succeed_ends_as_failed_with_its_reason(string request, int attempts, string reason)
    {
        await using var service = await RunningDownloader.StartAsync(_venue.Url);
        var id = Guid.CreateVersion7();
        await using (var session = await service.Databases.For(DownloaderSchema.Definition.Name).SessionAsync(operation: null, Cancel))
        {
            await session.ExecuteAsync(
                new(
                    """
                    INSERT INTO jobs (id, request, state, created_at, expected, done, items, weight_used, plan, lease_owner, lease_until, attempts)
                    VALUES (@id, @request, 1, 0, 0, 0, 0, 0, '', 'killed', 0, @attempts)
                    """,
                    ("id", id.ToString("D")), ("request", request), ("attempts", attempts)),
                Cancel);
        }

        var end = await service.EndAsync(id);

        Assert.Equal("failed", end.GetProperty("state").GetString());
        Assert.Contains(reason, end.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await service.Http.GetFromJsonAsync<JsonElement>("/downloads", Cancel)).GetArrayLength());
    }

    [Fact]
    public async Task A_fault_that_is_not_known_ends_its_job_as_failed_with_its_reason()
    {
        await using var service = await RunningDownloader.StartAsync(_venue.Url, Throwing(() => new InvalidOperationException("a bug")));

        var end = await service.EndAsync(await service.QueueAsync("2023-01-01", "2023-01-02"));

        Assert.Equal(
            ("failed", "InvalidOperationException: a bug"), (end.GetProperty("state").GetString(), end.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task A_fault_that_may_pass_is_tried_again_a_bounded_number_of_times()
    {
        var attempts = 0;
        await using var service = await RunningDownloader.StartAsync(_venue.Url, Throwing(() =>
        {
            Interlocked.Increment(ref attempts);
            return new NpgsqlException("no answer", new TimeoutException());
        }));

        var end = await service.EndAsync(await service.QueueAsync("2023-01-01", "2023-01-02"));

        Assert.Equal(("failed", 5), (end.GetProperty("state").GetString(), attempts));
        Assert.Contains("no answer", end.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backfill_that_makes_no_sense_is_refused_and_asks_the_venue_nothing()
    {
        await using var service = await RunningDownloader.StartAsync(_venue.Url);
        var gap = Guid.NewGuid();

        await service.PublishAsync(new BackfillRequested
        {
            GapId = gap,
            Venue = "binance-spot",
            Symbol = "BTCUSDT",
            Kind = (MarketDataKind)99,
            From = January,
            To = January.AddDays(1),
        });

        await Testing.Poll.UntilAsync(
            () => service.Logs.Search($"The backfill of gap {gap} is refused").Count > 0, TimeSpan.FromSeconds(60));
        Assert.Empty(_venue.Requests);
    }

    public async ValueTask InitializeAsync() => _venue = await VenueStub.StartAsync();

    public ValueTask DisposeAsync() => _venue.DisposeAsync();

    private static Action<IServiceCollection> Throwing(Func<Exception> fault) => services =>
    {
        services.Remove(services.Single(service => service.ImplementationType == typeof(BarDownload)));
        services.AddSingleton<IKindDownload>(new ThrowingDownload(fault));
    };

    private sealed class ThrowingDownload(Func<Exception> fault) : IKindDownload
    {
        public DownloadKind Kind => DownloadKind.Bars;

        public Task<SymbolOutcome> RunAsync(
            VenueSession venue, DownloadRequest request, string symbol, DownloadProgress progress, CancellationToken cancellationToken) =>
            Task.FromException<SymbolOutcome>(fault());
    }
}

using System.Net;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Contracts;
using Trading.MarketStore;
using Trading.ServiceDefaults.Hosting;
using Trading.Testing;

namespace Trading.Scanner.Tests;

public sealed class ScannerReadinessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("scanner-ready-").FullName;

    [Fact]
    public async Task Bars_that_stop_degrade_readiness_and_never_make_it_unhealthy()
    {
        await using var app = await StartAsync("--Scanner:PeriodSeconds=1", "--Scanner:StaleInputSeconds=1");
        await ReadyAsync(app, "degraded", "no newer bar for", () => Task.CompletedTask);

        // An old tape: its own times are years ago, and it moves.
        var tape = new Queue<Bar>(FeatureExtractorTests.Rising(5000));
        await StoreAsync(app, tape, 60);
        await ReadyAsync(app, "healthy", "scans run", () => StoreAsync(app, tape, 1));
        await ReadyAsync(app, "degraded", "no newer bar for", () => Task.CompletedTask);
    }

    [Fact]
    public async Task Scans_that_fail_degrade_readiness_and_never_make_it_unhealthy()
    {
        await using var app = await StartAsync("--Scanner:PeriodSeconds=1", "--Scanner:StaleInputSeconds=3600");
        await ReadyAsync(app, "healthy", "scans run", () => Task.CompletedTask);
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "scanner.db")}"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE latest_scans RENAME TO hidden";
            await command.ExecuteNonQueryAsync();
        }

        var description = await ReadyAsync(app, "degraded", "no scan for", () => Task.CompletedTask);
        Assert.Contains("database:", description, StringComparison.Ordinal);
        Assert.Contains("no such table: latest_scans", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_bar_is_late_after_the_end_of_a_replay()
    {
        await using var app = await StartAsync("--Scanner:PeriodSeconds=1", "--Scanner:StaleInputSeconds=1");
        await ReadyAsync(app, "degraded", "no newer bar for", () => Task.CompletedTask);
        var feed = new FeedStatusChanged
        {
            Venue = Venues.Simulator,
            Symbol = "AAA",
            Status = FeedStatus.Ended,
            Reason = "the replay has ended",
            At = DateTime.UtcNow,
        };
        var bus = app.Services.GetRequiredService<IBus>();
        await ReadyAsync(app, "healthy", "scans run; the replay has ended", () => bus.Publish(feed));
        await ReadyAsync(
            app, "degraded", "no newer bar for", () => bus.Publish(feed with { Status = FeedStatus.Connected, BookInSync = true }));
    }

    [Fact]
    public async Task A_scanner_that_scans_on_request_alone_waits_for_nothing()
    {
        await using var app = await StartAsync("--Scanner:PeriodSeconds=0", "--Scanner:StaleInputSeconds=1");
        await ReadyAsync(app, "healthy", "scans run on request", () => Task.CompletedTask);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static Task StoreAsync(WebApplication app, Queue<Bar> tape, int count) => app.Services.GetRequiredService<MarketStores>().Bars
        .WriteBarsAsync(new InstrumentId(Venues.Simulator, "AAA"), [.. Enumerable.Range(0, count).Select(_ => tape.Dequeue())]);

    /// <returns>The check's description.</returns>
    private static async Task<string> ReadyAsync(WebApplication app, string status, string description, Func<Task> input)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        var found = await Poll.UntilAsync(
            async () =>
            {
                await input();
                using var answer = await http.GetAsync("/ready");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
                var check = body.RootElement.GetProperty("checks").GetProperty("scanner");
                return (Status: check.GetProperty("status").GetString(), Description: check.GetProperty("description").GetString()!);
            },
            check => check.Status == status && check.Description.StartsWith(description, StringComparison.Ordinal),
            TimeSpan.FromSeconds(60),
            $"{status}: {description}");
        return found.Description;
    }

    private async Task<WebApplication> StartAsync(params string[] settings)
    {
        string[] args =
        [
            "--urls=http://127.0.0.1:0", $"--Security:KeyFile={Path.Combine(_folder, "keys")}", $"--Database:Directory={_folder}", "--Venue:Symbols=AAA",
            "--Readiness:CacheMs=0", .. settings,
        ];
        var app = ServiceHost.Build(args, [new ScannerModule()], builder => builder.Logging.SetMinimumLevel(LogLevel.Critical));
        await app.StartAsync();
        return app;
    }
}

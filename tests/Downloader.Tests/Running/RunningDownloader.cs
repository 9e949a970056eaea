using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.MarketStore;
using Trading.ServiceDefaults.Databases;
using Trading.ServiceDefaults.Hosting;
using Trading.Testing;

namespace Trading.Downloader.Tests.Running;

/// <summary>The service in this process, on SQLite and the in-memory bus, with everything that it says kept.</summary>
internal sealed class RunningDownloader : IAsyncDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly string _folder = Directory.CreateTempSubdirectory("trading-running-").FullName;
    private WebApplication _service = null!;

    public HttpClient Http { get; private set; } = null!;

    public LogLines Logs { get; } = new();

    public Spans Spans { get; } = new();

    public BusListener Bus { get; } = new();

    public DatabaseFactory Databases => _service.Services.GetRequiredService<DatabaseFactory>();

    public MarketStores Store => _service.Services.GetRequiredService<MarketStores>();

    /// <param name="venue">Speaks spot; REST and archives alike.</param>
    public static Task<RunningDownloader> StartAsync(Uri venue, params string[] settings) => StartAsync(venue, _ => { }, settings);

    /// <param name="change">Sees the service's parts last.</param>
    public static async Task<RunningDownloader> StartAsync(Uri venue, Action<IServiceCollection> change, params string[] settings)
    {
        var running = new RunningDownloader();
        var keys = Path.Combine(running._folder, "keys");
        await File.WriteAllTextAsync(keys, $"trader:{Key}\n");
        running._service = ServiceHost.Build(
            [
                "--urls=http://127.0.0.1:0", "--Venue:Name=binance-spot", $"--Venue:RestUrl={venue}", $"--Security:KeyFile={keys}",
                $"--Database:Directory={running._folder}", $"--Downloader:ArchiveDirectory={Path.Combine(running._folder, "archives")}",
                $"--Downloader:ArchiveUrl={venue}", .. settings,
            ],
            [new DownloaderModule(), running.Bus],
            builder =>
            {
                builder.Services.AddSingleton<ILoggerProvider>(running.Logs);
                change(builder.Services);
            });
        await running._service.StartAsync();
        running.Http = new HttpClient { BaseAddress = new Uri(running._service.Urls.First()) };
        running.Http.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return running;
    }

    /// <summary>Queues one-minute or hourly bars of a symbol over REST unless said otherwise.</summary>
    public async Task<Guid> QueueAsync(string start, string end, string interval = "1m", string source = "rest", string symbol = "BTCUSDT")
    {
        using var answer = await Http.PostAsJsonAsync(
            "/downloads", new { venue = "binance-spot", kind = "bars", symbols = new[] { symbol }, interval, start, end, source });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    public Task<JsonElement> JobAsync(Guid id) => Http.GetFromJsonAsync<JsonElement>($"/downloads/{id}");

    /// <summary>The job when it is over and has left its worker.</summary>
    public async Task<JsonElement> EndAsync(Guid id)
    {
        var end = await Poll.UntilAsync(() => JobAsync(id), job => job.GetProperty("state").GetString() is "completed" or "failed" or "cancelled", Deadline);
        await Poll.UntilAsync(() => Logs.Search($"Download {id} ends").Count > 0, Deadline);
        return end;
    }

    public Task PublishAsync<T>(T message)
        where T : class => _service.Services.GetRequiredService<IBus>().Publish(message);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _service.StopAsync();
        await _service.DisposeAsync();
        Spans.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Trading.Downloader;
using Trading.Testing;

namespace Trading.Benchmarks.Downloader;

/// <summary>A downloader service as a process of its own, with a SQLite store of its own and one job of years of one-minute bars.</summary>
internal sealed class DownloaderProcess : IAsyncDisposable
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private readonly ServiceProcess _process;
    private readonly HttpClient _http;
    private readonly string _symbol;
    private Uri? _job;

    private DownloaderProcess(ServiceProcess process, string symbol)
    {
        _process = process;
        _symbol = symbol;
        _http = new HttpClient { BaseAddress = process.Url };
        _http.DefaultRequestHeaders.Add("X-Api-Key", Key);
    }

    /// <param name="redis">Where all processes on one IP keep their weight; <c>host:port</c>.</param>
    public static async Task<DownloaderProcess> StartAsync(Uri venue, string redis, string folder, string symbol)
    {
        Directory.CreateDirectory(folder);
        var keys = Path.Combine(folder, "keys");
        await File.WriteAllTextAsync(keys, $"trader:{Key}\n");
        var process = new ServiceProcess(typeof(DownloaderModule).Assembly.Location, folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Venue__Name"] = "binance-usdm",
            ["Venue__RestUrl"] = venue.ToString(),

            // Nobody sends orders here: nearly the whole limit serves the downloads.
            ["Venue__OrdersWeightReserve"] = "0.005",
            ["Redis__Endpoint"] = redis,
            ["Database__Directory"] = folder,
            ["Downloader__ArchiveDirectory"] = Path.Combine(folder, "archives"),
            ["Security__KeyFile"] = keys,
            ["Logging__LogLevel__Default"] = "Warning",
        });
        await process.StartAsync();
        return new DownloaderProcess(process, symbol);
    }

    public async Task QueueAsync()
    {
        var answer = await _http.PostAsJsonAsync(
            "/downloads",
            new { venue = "binance-usdm", kind = "bars", symbols = new[] { _symbol }, interval = "1m", start = "2021-01-01", end = "2026-01-01", source = "rest" });
        answer.EnsureSuccessStatusCode();
        _job = new Uri(
            $"/downloads/{(await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()}", UriKind.Relative);
    }

    /// <summary>Rows that the job has stored so far.</summary>
    public async Task<long> StoredAsync() => (await _http.GetFromJsonAsync<JsonElement>(_job)).GetProperty("items").GetInt64();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _process.DisposeAsync();
    }
}

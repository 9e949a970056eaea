using Trading.Testing;

namespace Trading.Downloader.Tests.Simulator;

/// <summary>The service as a process on USD-M of a simulator, for all tests of a class.</summary>
public sealed class SharedFutures : IAsyncLifetime
{
    private const string Key = "0123456789abcdef0123456789abcdef";

    private SimulatedVenue _venue = null!;
    private ServiceProcess _service = null!;

    /// <summary>Sends a trader's key.</summary>
    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _venue = await SimulatedVenue.StartAsync();
        var folder = Directory.CreateDirectory(_venue.PathOf("service")).FullName;
        var keys = Path.Combine(folder, "keys");
        await File.WriteAllTextAsync(keys, $"trader:{Key}\n");
        _service = new ServiceProcess("Trading.Downloader.dll", folder, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Venue__Name"] = "binance-usdm",
            ["Venue__RestUrl"] = _venue.Url.ToString(),
            ["Database__Provider"] = "Sqlite",
            ["Database__Directory"] = Path.Combine(folder, "db"),
            ["Security__KeyFile"] = keys,
        });
        await _service.StartAsync();
        Http = new HttpClient { BaseAddress = _service.Url };
        Http.DefaultRequestHeaders.Add("X-Api-Key", Key);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _service.DisposeAsync();
        await _venue.DisposeAsync();
    }
}

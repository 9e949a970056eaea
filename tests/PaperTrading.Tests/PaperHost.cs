using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trading.Contracts;
using Trading.PaperTrading.Live;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Json;
using Trading.ServiceDefaults.Security;

namespace Trading.PaperTrading.Tests;

/// <summary>Paper trading alone in a host of its own over a real database, with the in-memory bus; a stand-in hears its orders.</summary>
internal sealed class PaperHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SubmitOrder> _orders;

    private PaperHost(WebApplication app, ConcurrentQueue<SubmitOrder> orders, ConcurrentQueue<int> ends)
    {
        _app = app;
        _orders = orders;
        Ends = ends;
        Http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        var keys = File.ReadAllLines(app.Services.GetRequiredService<ApiKeyStore>().KeyFile);
        Http.DefaultRequestHeaders.Add(ApiKeyOptions.Header, keys.Single(line => line.StartsWith("trader:", StringComparison.Ordinal))[7..]);
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public VenueFeed Feed(string venue = Venues.Simulator) => Services.GetRequiredService<VenueFeeds>().Of(venue);

    public IReadOnlyCollection<SubmitOrder> Orders => _orders;

    /// <summary>Codes with which the process would have ended.</summary>
    public IReadOnlyCollection<int> Ends { get; }

    public static async Task<PaperHost> StartAsync(string folder, string? postgres = null, params string[] settings)
    {
        var orders = new ConcurrentQueue<SubmitOrder>();
        var ends = new ConcurrentQueue<int>();
        string[] args =
        [
            "--urls=http://127.0.0.1:0", $"--Security:KeyFile={Path.Combine(folder, "keys")}", $"--Database:Directory={folder}",
            $"--Database:Provider={(postgres is null ? "Sqlite" : "Postgres")}", $"--Database:ConnectionString={postgres}",
            "--Venue:Symbols=AAA", "--Paper:EquityIntervalSeconds=1", .. settings,
        ];
        var app = ServiceHost.Build(args, [new PaperTradingModule(), new OrderListener()], builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.Services.AddSingleton(orders);
            builder.Services.AddSingleton(new ProcessEnd(ends.Enqueue));
        });
        await app.StartAsync();
        return new PaperHost(app, orders, ends);
    }

    // Asynchronous itself: the bus keeps this host's logger in the caller's context otherwise, where the next host finds it disposed.
    public async Task PublishAsync<T>(T message)
        where T : class => await _app.Services.GetRequiredService<IBus>().Publish(message);

    public async Task<JsonElement> GetAsync(string path) => await Http.GetFromJsonAsync<JsonElement>(path, ProductJson.Options);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

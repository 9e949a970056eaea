using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Trading.Contracts;
using Trading.Exchanges.Orders;
using Trading.Exchanges.Venues;
using Trading.OrderExecution.Domain;
using Trading.OrderExecution.Execution;
using Trading.OrderExecution.Messaging;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Json;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Stubs;

/// <summary>The service as it runs, on a free port and a database of its own, with a venue of the test's choice.</summary>
internal sealed class OrdersHost : IAsyncDisposable
{
    public const string AdminKey = "admin-key-of-the-tests";
    public const string TraderKey = "trader-key-of-the-tests";

    private readonly WebApplication _app;
    private readonly bool _ownsFolder;

    private OrdersHost(WebApplication app, string folder, bool ownsFolder)
    {
        _app = app;
        Folder = folder;
        _ownsFolder = ownsFolder;
    }

    public string Folder { get; }

    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public OrderVenues Venues => Services.GetRequiredService<OrderVenues>();

    public ConcurrentQueue<object> Published => Services.GetRequiredService<PublishedMessages>().All;

    public static Task<OrdersHost> StartAsync(
        IOrderVenue? venue = null, IUserStream? stream = null, string? folder = null, string? postgres = null, bool withPrice = true, TimeProvider? time = null,
        params string[] settings)
    {
        stream ??= new SilentUserStream();
        return StartAsync(
            venue is null ? null : known => new SubstituteVenue(known, venue, stream), venue is not null, folder, postgres, withPrice, time,
            ["--Venue:ApiKey=simulator-development-key", "--Venue:ApiSecret=simulator-development-secret", .. settings]);
    }

    /// <param name="substitute">Takes the place of a shipped venue.</param>
    /// <param name="statesRules">Whether the venues that take orders state their rules.</param>
    public static async Task<OrdersHost> StartAsync(
        Func<IVenue, IVenue>? substitute, bool statesRules, string? folder, string? postgres, bool withPrice, TimeProvider? time,
        params string[] settings)
    {
        var ownsFolder = folder is null;
        folder ??= Directory.CreateTempSubdirectory("orders-test-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "keys"), $"admin:{AdminKey}\ntrader:{TraderKey}\n");
        string[] args =
        [
            "--urls=http://127.0.0.1:0", $"--Database:Directory={folder}", $"--Security:KeyFile={Path.Combine(folder, "keys")}",
            "--Orders:PollWithoutStreamMs=50",
            "--Orders:PollIntervalMs=100", "--Orders:MaxSendDelayMs=500", "--Logging:LogLevel:Default=Critical", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Critical",
            "--Logging:LogLevel:MassTransit=Critical", "--Logging:LogLevel:Microsoft=Critical",
            .. postgres is null ? Array.Empty<string>() : ["--Database:Provider=Postgres", $"--Database:ConnectionString={postgres}"],
            .. settings,
        ];
        var app = ServiceHost.Build(args, [new OrderExecutionModule(), new ListenerModule()], builder =>
        {
            if (time is not null)
            {
                builder.Services.Replace(ServiceDescriptor.Singleton(time));
            }

            if (substitute is not null)
            {
                foreach (var known in builder.Services.Where(service => service.ServiceType == typeof(IVenue)).ToList())
                {
                    builder.Services[builder.Services.IndexOf(known)] = ServiceDescriptor.Singleton(
                        substitute((IVenue)known.ImplementationInstance!));
                }
            }
        });
        var host = new OrdersHost(app, folder, ownsFolder);
        await app.StartAsync();
        host.Connect();
        if (withPrice)
        {
            foreach (var each in host.Venues.Run)
            {
                host.SetPrice("BTCUSDT", 60_000m, venue: each.Name);
                if (statesRules && host.Of<VenueAccess>(each.Name).IsOpen)
                {
                    await Poll.UntilAsync(() => host.Of<InstrumentCache>(each.Name).IsLoaded, TimeSpan.FromSeconds(60));
                }
            }
        }

        return host;
    }

    /// <summary>From now on committed messages stay in the outbox, as after a crash.</summary>
    public Task StopDispatcherAsync() => Services.GetServices<IHostedService>().OfType<OutboxDispatcher>().Single().StopAsync(CancellationToken.None);

    /// <summary>A part of one venue; of the first where none is named.</summary>
    public T Of<T>(string? venue = null)
        where T : notnull => Venues.Of<T>(venue ?? Venues.Run[0].Name);

    public void SetPrice(string symbol, decimal price, TimeSpan age = default, string? venue = null)
    {
        var prices = Of<ReferencePrices>(venue);
        prices.Observe(symbol, new ReferencePrice(price, DateTime.UtcNow, DateTime.UtcNow - age));
        prices.Observe(symbol, new FeedHealth(null, DateTime.UtcNow, DateTime.UtcNow.AddMinutes(10)));
    }

    public Task PublishFeedAsync(bool bookInSync) => Services.GetRequiredService<IBus>().Publish(Feed(bookInSync));

    /// <summary>What market data says of BTCUSDT.</summary>
    public static FeedStatusChanged Feed(bool bookInSync) => new()
    {
        Venue = Contracts.Venues.Simulator,
        Symbol = "BTCUSDT",
        Status = bookInSync ? FeedStatus.Connected : FeedStatus.Stale,
        BookInSync = bookInSync,
        Reason = bookInSync ? "connected, book in sync" : "book out of sync",
        At = DateTime.UtcNow,
    };

    public Task<HttpResponseMessage> SubmitAsync(object body, string? key = null) => SendAsync(HttpMethod.Post, "/orders", body, key);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: ProductJson.Options) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Client.SendAsync(request);
    }

    /// <summary>Submits, and fails with the service's words when the order was not taken.</summary>
    public async Task<JsonElement> PlaceAsync(object body)
    {
        using var response = await SubmitAsync(body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(Folder, recursive: true);
        }
    }

    private void Connect()
    {
        var address = Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient { BaseAddress = new Uri(address) };
        Client.DefaultRequestHeaders.Add("X-Api-Key", AdminKey);
    }
}

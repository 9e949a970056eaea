using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Trading.ExchangeSimulator;
using Trading.ServiceDefaults.Hosting;
using Trading.ServiceDefaults.Json;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Simulator;

/// <summary>The exchange simulator as it runs, on a free port: the ledger says what it really received and filled.</summary>
internal sealed class SimulatedVenue : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly HttpClient _client;

    private SimulatedVenue(WebApplication app, string folder)
    {
        _app = app;
        _folder = folder;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        _client.DefaultRequestHeaders.Add("X-Api-Key", OrdersHost.AdminKey);
    }

    public string Url => _app.Urls.First();

    public string[] Settings => [$"--Venue:RestUrl={Url}", $"--Venue:StreamUrl={Url.Replace("http:", "ws:", StringComparison.Ordinal)}"];

    public static async Task<SimulatedVenue> StartAsync(params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("orders-venue-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "keys"), $"admin:{OrdersHost.AdminKey}\n");
        var app = ServiceHost.Build(
            [
                "--urls=http://127.0.0.1:0", $"--Database:Directory={folder}", $"--Security:KeyFile={Path.Combine(folder, "keys")}",
                "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft=None", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None", "--Simulator:SpotOrdersPer10Seconds=100000",
                .. settings,
            ],
            [new ExchangeSimulatorModule()]);
        await app.StartAsync();
        return new SimulatedVenue(app, folder);
    }

    /// <summary>The last price; waits for the first trade.</summary>
    public async Task<decimal> PriceAsync(string symbol = "BTCUSDT")
    {
        var text = await Poll.UntilAsync(
            async () =>
            {
                using var response = await _client.GetAsync($"/api/v3/ticker/price?symbol={symbol}");
                return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("price").GetString() : null;
            },
            price => price is not null,
            TimeSpan.FromSeconds(15));
        return decimal.Parse(text!, CultureInfo.InvariantCulture);
    }

    public async Task SetFaultsAsync(object faults)
    {
        using var response = await _client.PutAsJsonAsync("/simulator/faults", faults, ProductJson.Options);
        response.EnsureSuccessStatusCode();
    }

    public Task<JsonElement> LedgerAsync() => _client.GetFromJsonAsync<JsonElement>("/simulator/ledger");

    /// <summary>How often each client order id was accepted by the venue.</summary>
    public async Task<Dictionary<string, int>> AcceptedAsync() => (await LedgerAsync()).GetProperty("orderRequests").EnumerateArray()
        .Where(request => request.GetProperty("code").GetInt32() == 0)
        .GroupBy(request => request.GetProperty("clientOrderId").GetString()!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>How often each client order id arrived at the venue, refused or not.</summary>
    public async Task<Dictionary<string, int>> ReceivedAsync() => (await LedgerAsync()).GetProperty("orderRequests").EnumerateArray()
        .GroupBy(request => request.GetProperty("clientOrderId").GetString()!, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    /// <summary>Net quantity that the venue filled for the account, base currency.</summary>
    public async Task<decimal> NetFilledAsync(string symbol = "BTCUSDT") => (await LedgerAsync()).GetProperty("fills").EnumerateArray()
        .Where(fill => fill.GetProperty("symbol").GetString() == symbol)
        .Sum(fill => fill.GetProperty("side").GetString() == "buy" ? Quantity(fill) : -Quantity(fill));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static decimal Quantity(JsonElement fill) => decimal.Parse(fill.GetProperty("quantity").GetString()!, CultureInfo.InvariantCulture);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using Trading.Contracts;
using Trading.ServiceDefaults.Json;
using Trading.Testing;

namespace Trading.OrderExecution.Tests.Simulator;

/// <summary>
/// Orders over HTTP and the bus, each asked for more than once, at a venue that times out and lies about outcomes, while the
/// service is killed again and again. Afterwards the venue's ledger judges: no order was executed twice, and every order and
/// the position are what the venue filled. Seconds and a kill or two here; ten minutes with <c>TRADING_LONG=1</c>.
/// </summary>
public sealed class SoakTests(RealServers servers, ITestOutputHelper output)
{
    private static readonly TimeSpan Length = Needs.IsLongRun ? TimeSpan.FromMinutes(10) : TimeSpan.FromSeconds(12);
    private static readonly TimeSpan SettleDeadline = TimeSpan.FromMinutes(3);
    private readonly Random _random = new(7);
    private readonly ConcurrentQueue<string> _asked = new();
    private HttpClient _client = null!;
    private IBusControl _bus = null!;
    private decimal _price;

    [Fact]
    public async Task No_order_is_executed_twice_and_the_position_equals_the_venues()
    {
        var rabbit = await servers.RabbitMqAsync();
        await using var venue = await SimulatedVenue.StartAsync("--Simulator:SpotWeightPerMinute=1000000");
        var folder = Directory.CreateTempSubdirectory("orders-soak-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "keys"), $"admin:{OrdersHost.AdminKey}\n");
        await using var process = new OrderProcess(await SettingsAsync(rabbit.ConnectionUrl, venue, folder), folder);
        using var client = _client = new HttpClient { BaseAddress = process.Url, Timeout = TimeSpan.FromSeconds(5) };
        _client.DefaultRequestHeaders.Add("X-Api-Key", OrdersHost.AdminKey);
        _bus = Bus.Factory.CreateUsingRabbitMq(rabbitMq =>
        {
            rabbitMq.Host(new Uri(rabbit.ConnectionUrl));
            rabbitMq.ConfigureJsonSerializerOptions(json =>
            {
                ProductJson.Apply(json);
                return json;
            });
        });
        await _bus.StartAsync();
        var ledger = new LedgerRecorder(venue);
        _price = await venue.PriceAsync();
        await process.StartAsync(_client);

        var watch = Stopwatch.StartNew();
        var nextKill = TimeSpan.FromSeconds(4);
        var step = 0;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (watch.Elapsed < Length && await tick.WaitForNextTickAsync())
        {
            if (step++ % 20 == 0)
            {
                _price = await venue.PriceAsync();
                await venue.SetFaultsAsync(new { http503Unknown = 0.15, timeoutAfterAccept = 0.05, latencyMs = _random.Next(20) });
                await ledger.LookAsync();
            }

            await PublishPriceAsync();
            await AskAsync(step);
            if (watch.Elapsed > nextKill)
            {
                await process.KillAsync();
                await process.StartAsync(_client);
                nextKill = watch.Elapsed + TimeSpan.FromSeconds(_random.Next(4, 9));
            }
        }

        await venue.SetFaultsAsync(new { });
        await SettleAsync();
        await ledger.LookAsync();
        await JudgeAsync(ledger, process, watch.Elapsed);
        await _bus.StopAsync();
        await process.KillAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<Dictionary<string, string>> SettingsAsync(string rabbitUrl, SimulatedVenue venue, string folder) => new(StringComparer.Ordinal)
    {
        ["Database__Provider"] = "Postgres",
        ["Database__ConnectionString"] = await servers.CreateDatabaseAsync(),
        ["Bus__Transport"] = "RabbitMq",
        ["Bus__Url"] = rabbitUrl,
        ["Security__KeyFile"] = Path.Combine(folder, "keys"),
        ["Venue__RestUrl"] = venue.Url,
        ["Venue__StreamUrl"] = venue.Url.Replace("http:", "ws:", StringComparison.Ordinal),
        ["Venue__ApiKey"] = "simulator-development-key",
        ["Venue__ApiSecret"] = "simulator-development-secret",
        ["Orders__RequestTimeoutMs"] = "1500",
        ["Orders__RecvWindowMs"] = "3000",
    };

    private async Task PublishPriceAsync()
    {
        var now = DateTime.UtcNow;
        await _bus.Publish(OrdersHost.Feed(bookInSync: true));
        await _bus.Publish(new TicksPublished { Venue = Venues.Simulator, Symbol = "BTCUSDT", Ticks = [new Trade(now.Ticks, _price, 1m, Side.Buy, now, now)] });
    }

    // Every request is made twice at least: over HTTP at once or after a failure, over the bus as a repeated message.
    private async Task AskAsync(int step)
    {
        var id = $"soak-{step}";
        _asked.Enqueue(id);
        var limit = _random.Next(3) == 0;
        var (side, quantity) = (_random.Next(2) == 0 ? Side.Buy : Side.Sell, _random.Next(100, 500) / 100_000m);
        var price = limit ? Math.Round(_price * (1 + (_random.Next(-20, 21) / 10_000m)), 2) : (decimal?)null;
        if (_random.Next(2) == 0)
        {
            var message = new SubmitOrder
            {
                ClientOrderId = id,
                Account = "main",
                Symbol = "BTCUSDT",
                Side = side,
                Type = limit ? OrderType.Limit : OrderType.Market,
                Quantity = quantity,
                Price = price,
                SubmittedAt = DateTime.UtcNow,
            };
            await _bus.Publish(message);
            await _bus.Publish(message);
            return;
        }

        var body = new { clientOrderId = id, symbol = "BTCUSDT", side, type = limit ? OrderType.Limit : OrderType.Market, quantity, price, account = "main" };
        await Task.WhenAll(TryAsync(HttpMethod.Post, "/orders", body), TryAsync(HttpMethod.Post, "/orders", body));
    }

    private async Task<bool> TryAsync(HttpMethod method, string path, object? body = null)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: ProductJson.Options) };
            using var response = await _client.SendAsync(request);
            return response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            // Killed or slow: the caller does not know, and asks again under the same key.
            return false;
        }
    }

    private async Task SettleAsync() => await Poll.UntilAsync(
        async () =>
        {
            foreach (var order in await ListAsync("status=accepted", "status=partiallyFilled"))
            {
                await TryAsync(HttpMethod.Delete, $"/orders/{order.GetProperty("id").GetString()}");
            }

            return (await ListAsync("status=pendingNew", "status=unknown", "status=pendingCancel", "status=accepted", "status=partiallyFilled")).Count == 0;
        },
        SettleDeadline);

    private async Task<List<JsonElement>> ListAsync(params string[] filters)
    {
        var all = new List<JsonElement>();
        foreach (var filter in filters)
        {
            string? cursor = null;
            do
            {
                using var response = await _client.GetAsync($"/orders?limit=500&{filter}{(cursor is null ? "" : $"&cursor={cursor}")}");
                all.AddRange((await response.Content.ReadFromJsonAsync<JsonElement>()).EnumerateArray());
                cursor = response.Headers.TryGetValues("X-Next-Cursor", out var next) ? next.Single() : null;
            }
            while (cursor is not null);
        }

        return all;
    }

    private async Task JudgeAsync(LedgerRecorder ledger, OrderProcess process, TimeSpan elapsed)
    {
        var orders = await ListAsync("");
        var byStatus = orders.GroupBy(order => order.GetProperty("status").GetString()).Select(group => $"{group.Count()} {group.Key}");
        var position = (await _client.GetFromJsonAsync<JsonElement>("/positions")).EnumerateArray().Select(held => Number(held, "quantity")).SingleOrDefault();
        output.WriteLine(
            $"{elapsed.TotalSeconds:F0} s, {_asked.Count} requests made twice, {process.Kills} kills; orders: {string.Join(", ", byStatus)}; "
            + $"executed at the venue {ledger.Executed.Count}, most often {ledger.Executed.Values.DefaultIfEmpty().Max()} times; position {position}, venue {ledger.Net}");
        Assert.Equal(orders.Count, orders.Select(order => order.GetProperty("clientOrderId").GetString()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ledger.Executed, request => Assert.Equal(1, request.Value));
        foreach (var order in orders)
        {
            var id = order.GetProperty("clientOrderId").GetString()!;
            Assert.Equal((id, Math.Abs(ledger.Filled.GetValueOrDefault(id))), (id, Number(order, "filledQuantity")));
        }

        Assert.Equal(ledger.Net, position);
        Assert.True(ledger.Executed.Count > _asked.Count / 4, "The run hardly traded: it proves nothing.");
    }

    private static decimal Number(JsonElement element, string name) => decimal.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}

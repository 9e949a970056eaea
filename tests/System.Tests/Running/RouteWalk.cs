using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Trading.AppHost;
using Trading.Testing.Api;

namespace Trading.SystemTests.Running;

/// <summary>
/// Calls every route of the API page and every operation of every OpenAPI document of a running system, as its owner would: each must
/// be served where it is promised, answer without a fault, and refuse a stranger where it changes something.
/// </summary>
public sealed class RouteWalk : IDisposable
{
    /// <summary>What the API page promises, by service.</summary>
    private static readonly Dictionary<string, string[]> Promised = new(StringComparer.Ordinal)
    {
        ["market-data"] =
        [
            "GET /market/symbols", "GET /market/feeds", "GET /market/prices", "GET /market/trades/{symbol}", "GET /market/bars/{symbol}", "GET /market/book/{symbol}",
            "GET /market/coverage/{symbol}", "GET /market/gaps", "GET /market/audit/{symbol}", "GET /market/stream",
        ],
        ["downloader"] =
        [
            "POST /downloads", "GET /downloads", "GET /downloads/{id}", "GET /downloads/{id}/events", "DELETE /downloads/{id}", "POST /downloads/verify", "POST /downloads/heal",
            "GET /downloads/budget",
        ],
        ["paper-trading"] =
        [
            "GET /paper/strategies", "POST /paper/strategies", "PATCH /paper/strategies/{id}", "GET /paper/accounts/{id}", "GET /paper/accounts/{id}/trades",
            "GET /paper/accounts/{id}/equity", "POST /paper/backtests", "GET /paper/backtests/{id}",
        ],
        ["order-execution"] =
        [
            "POST /orders", "GET /orders", "GET /orders/{id}", "PUT /orders/{id}", "DELETE /orders/{id}", "GET /positions", "GET /accounts/{id}", "GET /risk/limits", "PUT /risk/limits",
            "POST /risk/halt", "POST /risk/resume", "GET /liquidity-providers", "GET /orders/slo", "POST /orders/reconcile",
        ],
        ["scanner"] = ["POST /scans", "GET /scans/latest"],
        ["exchange-simulator"] = ["GET /simulator/faults", "PUT /simulator/faults", "POST /simulator/replay", "GET /simulator/ledger"],
    };

    /// <summary>The venue's own routes, which its clients know without a document.</summary>
    private static readonly string[] VenueReads =
    [
        "/api/v3/ping", "/api/v3/time", "/api/v3/exchangeInfo", "/api/v3/klines?symbol=BTCUSDT&interval=1m", "/api/v3/depth?symbol=BTCUSDT", "/api/v3/aggTrades?symbol=BTCUSDT",
        "/fapi/v1/ping", "/fapi/v1/time", "/fapi/v1/exchangeInfo", "/fapi/v1/klines?symbol=BTCUSDT&interval=1m",
    ];

    private static readonly string[] OfEveryService = ["/health", "/ready", "/alive", "/metrics", "/openapi/v1.json", "/openapi/"];

    private readonly TradingSystem _system;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private readonly string _clientOrderId = Guid.NewGuid().ToString("n")[..20];

    private RouteWalk(TradingSystem system) => _system = system;

    public static async Task WalkAsync(TradingSystem system)
    {
        using var walk = new RouteWalk(system);
        await walk.WalkAsync();
    }

    public void Dispose() => _http.Dispose();

    private async Task WalkAsync()
    {
        Dictionary<Uri, IReadOnlyList<ApiOperation>> documents = [];
        foreach (var service in ServicePorts.All.Keys)
        {
            var server = _system.Url(service);
            foreach (var path in OfEveryService)
            {
                await ExpectAsync(HttpMethod.Get, new Uri(server, path), key: null, body: null, status => status == HttpStatusCode.OK, service);
            }

            if (!documents.ContainsKey(server))
            {
                using var document = JsonDocument.Parse(await _http.GetByteArrayAsync(new Uri(server, "/openapi/v1.json")));
                documents[server] = ApiOperation.Of(server, document.RootElement.Clone());
            }

            var served = documents[server].Select(operation => operation.ToString()).ToHashSet(StringComparer.Ordinal);
            _faults.AddRange(Promised.GetValueOrDefault(service, []).Where(route => !served.Contains(route)).Select(route => $"{route} is not in the document of {service}"));
        }

        foreach (var read in VenueReads)
        {
            await ExpectAsync(HttpMethod.Get, new Uri(_system.Url(ServicePorts.Simulator), read), key: null, body: null, status => status == HttpStatusCode.OK, ServicePorts.Simulator);
        }

        await MakeWhatIsReadAsync();
        foreach (var operation in documents.Values.SelectMany(operations => operations).OrderBy(operation => Order(operation)))
        {
            await CallAsync(operation);
        }

        Assert.True(_faults.Count == 0, string.Join('\n', _faults));
    }

    /// <summary>An order that rests, a download, a strategy and a backtest, so that every route with an id has one.</summary>
    private async Task MakeWhatIsReadAsync()
    {
        var price = decimal.Parse((await _system.Api.PricesAsync())["BTCUSDT"], System.Globalization.CultureInfo.InvariantCulture);
        _ids["orders"] = await MadeAsync("order-execution", "/orders", new
        {
            clientOrderId = _clientOrderId,
            symbol = "BTCUSDT",
            side = "buy",
            type = "limit",
            timeInForce = "gtc",
            quantity = "0.001",
            price = decimal.Round(price * 0.97m, 1),
            account = "main",
        });
        _ids["downloads"] = await MadeAsync("downloader", "/downloads", Download());
        _ids["strategies"] = await MadeAsync("paper-trading", "/paper/strategies", Strategy());
        _ids["backtests"] = await MadeAsync("paper-trading", "/paper/backtests", Backtest());
        _ids["paper"] = (await _system.Api.ListAsync("paper-trading", "/paper/accounts"))[0].GetProperty("id").GetString()!;
    }

    /// <summary>What ends something comes after what reads it.</summary>
    private static int Order(ApiOperation operation) => operation.Method switch
    {
        "GET" => 0,
        "DELETE" => 3,
        _ => operation.Path is "/risk/halt" or "/risk/resume" ? 2 : 1,
    };

    private async Task CallAsync(ApiOperation operation)
    {
        var target = new Uri(operation.Server, Target(operation));
        var method = new HttpMethod(operation.Method);
        var body = BodyOf(operation);
        if (operation.Changes && operation.Path is not "/downloads/verify")
        {
            await ExpectAsync(method, target, key: null, body, status => status == HttpStatusCode.Unauthorized, $"{operation} without a key");
        }

        // A route without a known body gets an empty one: served and refused is good, absent or at fault is not.
        var known = body is not null || !operation.Changes || operation.Body is null;
        await ExpectAsync(
            method, target, Key(), body ?? (operation.Body is null ? null : new { }),
            status => known ? (int)status is >= 200 and < 300 || Excused(operation, status) : (int)status < 500 && status is not (HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed),
            operation.ToString());
    }

    /// <summary>Refusals that depend on the moment: an order that has filled, nothing to align in a halt, balances that cannot be compared yet.</summary>
    private static bool Excused(ApiOperation operation, HttpStatusCode status) => (operation.ToString(), status) switch
    {
        (_, HttpStatusCode.Conflict) => operation.Changes,
        ("GET /console/orders/{id}", _) => (int)status < 500,
        _ => false,
    };

    private string Target(ApiOperation operation)
    {
        var path = operation.Path;
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "path"))
        {
            path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(PathValue(operation.Path, parameter.Name)), StringComparison.Ordinal);
        }

        var query = operation.Parameters.Where(parameter => parameter.In == "query").Select(parameter => parameter.Name switch
        {
            "interval" => "interval=1m",
            "symbol" => "symbol=BTCUSDT",
            "symbols" => "symbols=BTCUSDT",
            "clientOrderId" when operation.Method == "DELETE" => $"clientOrderId={_clientOrderId}",
            _ => null,
        }).OfType<string>();
        return $"{path}?{string.Join('&', query)}".TrimEnd('?');
    }

    private string PathValue(string path, string name) => name switch
    {
        "symbol" => "BTCUSDT",
        "alert" => "ServiceDown",
        _ when path.StartsWith("/accounts", StringComparison.Ordinal) => "main",
        _ when path.StartsWith("/paper/accounts", StringComparison.Ordinal) => _ids["paper"],
        _ => _ids.First(id => path.Contains(id.Key, StringComparison.Ordinal)).Value,
    };

    private object? BodyOf(ApiOperation operation) => operation.ToString() switch
    {
        "POST /orders" => new { clientOrderId = Guid.NewGuid().ToString("n")[..20], symbol = "BTCUSDT", side = "buy", type = "market", timeInForce = "gtc", quantity = "0.001", account = "main" },
        "PUT /orders/{id}" => new { quantity = "0.002" },
        "PUT /risk/limits" => new { maxOpenOrders = 200 },
        "POST /risk/halt" or "POST /risk/resume" or "POST /console/risk/halt" or "POST /console/risk/resume" => new { reason = "every route is called" },
        "POST /downloads" => Download(),
        "POST /downloads/verify" or "POST /downloads/heal" => new { venue = "simulator", symbol = "BTCUSDT", kind = "bars", interval = "1m", start = Hour(-2), end = Hour(-1) },
        "POST /paper/strategies" => Strategy(),
        "PATCH /paper/strategies/{id}" => new { action = "stop" },
        "POST /paper/backtests" => Backtest(),
        "POST /scans" => new { symbols = new[] { "BTCUSDT" } },
        "PUT /simulator/faults" => new { },
        _ => null,
    };

    private static object Download() => new { venue = "simulator", kind = "bars", symbols = new[] { "BTCUSDT" }, interval = "1m", start = Hour(-2), end = Hour(-1), source = "rest" };

    private static object Strategy() => new { name = $"walk-{Guid.NewGuid():n}"[..16], kind = "buy-and-hold", symbols = new[] { "BTCUSDT" }, interval = "1m", cash = "1000" };

    private static object Backtest() => new { strategy = "buy-and-hold", venue = "simulator", symbols = new[] { "BTCUSDT" }, interval = "1m", start = Hour(-2), end = Hour(-1) };

    private static DateTime Hour(int offset) => DateTime.UnixEpoch.AddHours(Math.Floor((DateTime.UtcNow - DateTime.UnixEpoch).TotalHours) + offset);

    private async Task<string> MadeAsync(string service, string path, object body)
    {
        using var message = Message(HttpMethod.Post, new Uri(_system.Url(service), path), Key(), body);
        using var answer = await _http.SendAsync(message);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"POST {path}: {(int)answer.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetProperty("id").ToString();
    }

    private async Task ExpectAsync(HttpMethod method, Uri target, string? key, object? body, Func<HttpStatusCode, bool> good, string what)
    {
        using var message = Message(method, target, key, body);
        using var answer = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        if (!good(answer.StatusCode))
        {
            var text = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync();
            _faults.Add($"{method} {target.PathAndQuery} ({what}): {(int)answer.StatusCode} {text[..Math.Min(text.Length, 300)]}");
        }
    }

    private static HttpRequestMessage Message(HttpMethod method, Uri target, string? key, object? body)
    {
        var message = new HttpRequestMessage(method, target) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            message.Headers.Add("X-Api-Key", key);
        }

        return message;
    }

    private string Key() => File.ReadLines(Path.Combine(_system.DataFolder, "api-keys")).Single(line => line.StartsWith("admin:", StringComparison.Ordinal))["admin:".Length..];
}

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Trading.SystemTests.Running;

/// <summary>The HTTP face of a running system, read as a client reads it.</summary>
public sealed class SystemApi(TradingSystem system) : IDisposable
{
    private const int Page = 1000;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>A list: the elements of the array, or of <c>items</c>. Empty while the service does not answer.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string service, string path)
    {
        try
        {
            var body = await _client.GetFromJsonAsync<JsonElement>(new Uri(system.Url(service), path));
            return body.ValueKind == JsonValueKind.Array ? [.. body.EnumerateArray()] : [.. body.GetProperty("items").EnumerateArray()];
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }

    public Task<JsonElement> GetAsync(string service, string path) => _client.GetFromJsonAsync<JsonElement>(new Uri(system.Url(service), path));

    /// <summary>The answer whatever its status.</summary>
    public Task<HttpResponseMessage> ReadAsync(string service, string path) => _client.GetAsync(new Uri(system.Url(service), path));

    /// <summary>Sends a change with the key of a role, from the file that the run made.</summary>
    public async Task<HttpResponseMessage> SendAsync(string role, HttpMethod method, string service, string path, object body)
    {
        var key = File.ReadLines(Path.Combine(system.DataFolder, "api-keys")).Single(line => line.StartsWith(role + ":", StringComparison.Ordinal))[(role.Length + 1)..];
        using var request = new HttpRequestMessage(method, new Uri(system.Url(service), path)) { Content = JsonContent.Create(body) };
        request.Headers.Add("X-Api-Key", key);
        return await _client.SendAsync(request);
    }

    public Task<string> TextAsync(string service, string path) => _client.GetStringAsync(new Uri(system.Url(service), path));

    /// <summary>Price by symbol.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PricesAsync() =>
        (await ListAsync("market-data", "/market/prices")).ToDictionary(price => price.GetProperty("symbol").GetString()!, price => price.GetProperty("price").GetString()!);

    /// <summary>Trades of all paper accounts.</summary>
    public async Task<IReadOnlyList<JsonElement>> PaperTradesAsync()
    {
        var trades = new List<JsonElement>();
        foreach (var account in await ListAsync("paper-trading", "/paper/accounts"))
        {
            trades.AddRange(await ListAsync("paper-trading", $"/paper/accounts/{account.GetProperty("id").GetString()}/trades"));
        }

        return trades;
    }

    public Task<IReadOnlyList<JsonElement>> FilledOrdersAsync() => ListAsync("order-execution", "/orders?status=filled");

    /// <summary>Every stored trade of a symbol, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> AllTradesAsync(string symbol)
    {
        var trades = new List<JsonElement>();
        var next = 0L;
        while (true)
        {
            var page = await ListAsync("market-data", string.Create(CultureInfo.InvariantCulture, $"/market/trades/{symbol}?fromId={next}&limit={Page}"));
            trades.AddRange(page);
            if (page.Count < Page)
            {
                return trades;
            }

            next = page[^1].GetProperty("tradeId").GetInt64() + 1;
        }
    }

    /// <summary>Every stored bar of a symbol between two times.</summary>
    public async Task<IReadOnlyList<JsonElement>> AllBarsAsync(string symbol, string interval, DateTime from, DateTime to)
    {
        var bars = new List<JsonElement>();
        while (true)
        {
            var page = await ListAsync("market-data", string.Create(CultureInfo.InvariantCulture, $"/market/bars/{symbol}?interval={interval}&from={from:O}&to={to:O}&limit={Page}"));
            bars.AddRange(page);
            if (page.Count < Page)
            {
                return bars;
            }

            from = page[^1].GetProperty("openTime").GetDateTime().AddMilliseconds(1);
        }
    }

    /// <summary>Values of a metric by label text, from one service's <c>/metrics</c>.</summary>
    public async Task<double> MetricAsync(string service, string startOfLine)
    {
        var text = await TextAsync(service, "/metrics");
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(startOfLine, StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    public void Dispose() => _client.Dispose();
}

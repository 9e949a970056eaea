using System.Globalization;
using System.Text.Json;

namespace Trading.ExchangeSimulator.Tests;

/// <summary>A client of the trading account at a venue that is a process of its own.</summary>
internal sealed class SignedClient(Uri venue) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = venue };

    public async Task<JsonElement> GetAsync(string path) => JsonSerializer.Deserialize<JsonElement>(await _http.GetStringAsync(path));

    public Task<JsonElement> GetSignedAsync(string path, string query = "") => SendAsync(HttpMethod.Get, path, query);

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string query)
    {
        var stamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var payload = string.Create(CultureInfo.InvariantCulture, $"{query}{(query.Length > 0 ? "&" : "")}timestamp={stamp}&recvWindow=60000");
        using var request = new HttpRequestMessage(method, $"{path}?{payload}&signature={VenueHost.Sign(payload)}");
        request.Headers.Add("X-MBX-APIKEY", VenueHost.Key);
        using var response = await _http.SendAsync(request);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _http.Dispose();
}

using System.Net.Http.Json;
using System.Text.Json;

namespace Trading.Observability.Tests.Running;

/// <summary>Asks a running Prometheus, as Grafana does.</summary>
internal sealed class PrometheusApi(string url) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(url) };

    /// <summary>The samples of an instant query; an error of Prometheus is thrown with its text.</summary>
    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string expression)
    {
        using var response = await _http.PostAsync("/api/v1/query", new FormUrlEncodedContent([new("query", expression)]));
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.GetProperty("status").GetString() == "success"
            ? [.. answer.GetProperty("data").GetProperty("result").EnumerateArray()]
            : throw new InvalidOperationException(answer.GetProperty("error").GetString());
    }

    /// <summary>True when there is at least one sample that is a number.</summary>
    public async Task<bool> HasDataAsync(string expression) =>
        (await QueryAsync(expression)).Any(sample => sample.GetProperty("value")[1].GetString() != "NaN");

    public async Task<IReadOnlyList<string>> LabelValuesAsync(string metric, string label)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>($"/api/v1/label/{label}/values?match[]={Uri.EscapeDataString(metric)}");
        return [.. answer.GetProperty("data").EnumerateArray().Select(value => value.GetString()!)];
    }

    public void Dispose() => _http.Dispose();
}

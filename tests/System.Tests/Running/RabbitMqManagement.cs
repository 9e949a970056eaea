using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Trading.SystemTests.Running;

/// <summary>RabbitMQ's own account of what it carried.</summary>
public sealed class RabbitMqManagement(TradingSystem system)
{
    public async Task<long> DeliveredAsync()
    {
        // The management port is in the configuration that AppHost wrote for this run.
        var port = File.ReadLines(Path.Combine(system.DataFolder, "rabbitmq", "rabbitmq.conf")).Single(line => line.StartsWith("management.tcp.port", StringComparison.Ordinal)).Split('=')[1].Trim();
        var password = await File.ReadAllTextAsync(Path.Combine(system.DataFolder, "secrets", "rabbitmq-password"));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"trading:{password}")));
        var overview = await client.GetFromJsonAsync<JsonElement>(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/api/overview")));
        return overview.GetProperty("message_stats").TryGetProperty("deliver_get", out var delivered) ? delivered.GetInt64() : 0;
    }
}

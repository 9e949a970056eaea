using Trading.AppHost;
using Trading.SystemTests.Running;
using Trading.Testing;
using Trading.Testing.Telemetry;

namespace Trading.SystemTests;

/// <summary>The metric catalogue against separate processes on real servers: each service emits what it owns, and nothing else.</summary>
internal static class Catalogue
{
    public static async Task HoldsAsync(TradingSystem system)
    {
        var names = ServicePorts.All.Keys.ToArray();
        var key = File.ReadLines(Path.Combine(system.DataFolder, "api-keys")).Single(line => line.StartsWith("trader:", StringComparison.Ordinal))["trader:".Length..];
        var clients = names.ToDictionary(name => name, name => ClientOf(system.Url(name), key), StringComparer.Ordinal);
        try
        {
            await TelemetryActs.DoAsync(names, name => clients[name]);
            foreach (var name in names)
            {
                var scrape = new TelemetryScrape();
                await Poll.UntilAsync(
                    async () =>
                    {
                        await TelemetryActs.ReadFilledBarsAsync(clients["market-data"]);
                        scrape = TelemetryScrape.Parse(await clients[name].GetStringAsync("/metrics"));
                        return string.Join(", ", TelemetryContract.Missing(scrape, [name], brokered: true));
                    },
                    missing => missing.Length == 0,
                    Way.Deadline,
                    $"{name} emits all that it owns");
                Assert.Empty(TelemetryContract.Wrong(scrape, [name]).Select(wrong => $"{name}: {wrong}"));
            }
        }
        finally
        {
            foreach (var client in clients.Values)
            {
                client.Dispose();
            }
        }
    }

    private static HttpClient ClientOf(Uri address, string key)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        return client;
    }
}

using Trading.Testing;
using Trading.Testing.Telemetry;

namespace Trading.AllInOne.Tests;

/// <summary>The whole product runs on the simulator; what it emits is compared with the catalogue, both ways.</summary>
public sealed class TelemetryContractTests
{
    [Fact(Timeout = 300_000)]
    public async Task The_running_system_emits_the_catalogue_and_nothing_else()
    {
        await using var system = await WholeSystem.StartAsync();
        var services = WholeSystem.Modules.Select(module => module.Name).ToArray();
        await TelemetryActs.DoAsync(services, service => service == "exchange-simulator" ? system.Venue : system.Services);
        var scrape = new TelemetryScrape();
        await Poll.UntilAsync(
            async () =>
            {
                await TelemetryActs.ReadFilledBarsAsync(system.Services);
                scrape = TelemetryScrape.Parse(await system.Services.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
                return string.Join(", ", TelemetryContract.Missing(scrape, services, brokered: false));
            },
            missing => missing.Length == 0,
            TimeSpan.FromSeconds(90),
            "nothing promised is missing");
        Assert.Empty(TelemetryContract.Wrong(scrape, services));
    }
}

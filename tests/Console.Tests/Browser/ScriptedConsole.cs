using System.Globalization;
using Microsoft.Playwright;

namespace Trading.WebConsole.Tests.Browser;

/// <summary>A console in front of services that answer what a test says.</summary>
public sealed class ScriptedConsole : IAsyncDisposable
{
    private static readonly string[] Names = ["MarketData", "Downloader", "PaperTrading", "OrderExecution", "Scanner", "ExchangeSimulator"];

    private ScriptedConsole(ScriptedServices services, RunningConsole console)
    {
        Services = services;
        Console = console;
    }

    public ScriptedServices Services { get; }

    public RunningConsole Console { get; }

    public static async Task<ScriptedConsole> StartAsync(params string[] settings)
    {
        var services = await ScriptedServices.StartAsync();
        services["/liquidity-providers"] = """[{"name":"simulator","account":"main","enabled":true,"disabledReason":null,"liveOrders":false}]""";
        return new ScriptedConsole(services, await RunningConsole.StartAsync(
            [.. Names.Select(name => $"Services:{name}={services.Url}"), "Console:SlowPollMs=200", "Console:HeartbeatMs=500", .. settings]));
    }

    /// <summary>Prices of two symbols and candles of the first, one a minute up to now.</summary>
    public ScriptedConsole WithMarket(DateTime now, int bars)
    {
        Services["/market/prices"] = $$"""[{{Price("BTCUSDT", "51850.5")}},{{Price("ETHUSDT", "3030.25")}}]""";
        var first = now.AddMinutes(-bars);
        Services["/market/bars/BTCUSDT"] = "[" + string.Join(',', Enumerable.Range(0, bars).Select(index => string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"openTime":"{{first.AddMinutes(index):yyyy-MM-dd'T'HH:mm:00'Z'}}","open":"{{51800 + index}}","high":"{{51830 + index}}",
             "low":"51790","close":"{{51825 + index}}","volume":"5.5","tradeCount":9}
            """))) + "]";
        return this;

        string Price(string symbol, string price) =>
            $$"""
            {"venue":"simulator","symbol":"{{symbol}}","price":"{{price}}","bid":"{{price}}","ask":"{{price}}",
             "exchangeTime":"{{now:O}}","receivedTime":"{{now:O}}"}
            """;
    }

    public Task<IPage> OpenAsync(BrowserFixture browser, int width = 1440, ColorScheme scheme = ColorScheme.Dark) =>
        browser.OpenAsync(Console.Address, width, scheme);

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        await Services.DisposeAsync();
    }
}

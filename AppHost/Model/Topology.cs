using Trading.AppHost.Servers;

namespace Trading.AppHost.Model;

/// <summary>
/// The deployment diagram: what runs, what it connects to and what it waits for. Every mode and the manifests are made from it.
/// </summary>
internal static class Topology
{
    public const string AllInOne = "all-in-one";

    public static void Compose(TradingModel trading)
    {
        if (trading.Mode == RunMode.Embedded)
        {
            ComposeEmbedded(trading);
            return;
        }

        var postgres = trading.AddServer(ServerCatalogue.Postgres);
        var redis = trading.AddServer(ServerCatalogue.Redis);
        var rabbit = trading.AddServer(ServerCatalogue.RabbitMq);
        var collector = trading.AddObservers();

        var venue = trading.IsSimulated
            ? trading.AddService<Projects.ExchangeSimulator>(
                ServicePorts.Simulator, "Exchange with invented money, and faults on demand", "BuildingBank").AsSimulator()
            : null;
        var marketData = trading.AddService<Projects.MarketData>("market-data", "Ticks, bars and books of the venue", "Pulse")
            .WithDatabase(postgres).WithBus(rabbit).WithCache(redis).WithVenue(venue).WithSpool();
        var downloader = trading.AddService<Projects.Downloader>("downloader", "History: bars, trades, funding", "ArrowDownload")
            .WithDatabase(postgres).WithBus(rabbit).WithCache(redis).WithVenue(venue).WithArchives();
        var paper = trading.AddService<Projects.PaperTrading>("paper-trading", "Strategies, paper accounts, backtests", "Beaker")
            .WithDatabase(postgres).WithBus(rabbit).WithVenue(venue).WithStrategies();
        var orders = trading.AddService<Projects.OrderExecution>("order-execution", "Orders, risk limits, positions", "Send")
            .WithDatabase(postgres).WithBus(rabbit).WithCache(redis).WithVenue(venue).WithVenueAccount();
        var scanner = trading.AddService<Projects.Scanner>("scanner", "Looks for opportunities", "Search")
            .WithDatabase(postgres).WithBus(rabbit).WithVenue(venue);

        // It waits for no other service and uses neither bus nor cache: it must show what is wrong with them.
        trading.AddService<Projects.Console>(ServicePorts.Console, "What a trader looks at", "WindowConsole")
            .WithDatabase(postgres).WithAddressesOf(marketData, downloader, paper, orders, scanner, venue).WithAlertInbox();
        trading.SendTelemetryTo(collector);
    }

    // Every service answers on the console's port, but the simulator: it answers on its own, and nothing else does there.
    private static void ComposeEmbedded(TradingModel trading)
    {
        var all = trading.AddService<Projects.AllInOne>(
            AllInOne, "Every service in one process", "Box", ServicePorts.All[ServicePorts.Console]).WithFilesOnly();
        if (trading.IsSimulated)
        {
            all.WithSimulatorPort(ServicePorts.All[ServicePorts.Simulator]).AsSimulator();
        }

        all.WithVenue(trading.IsSimulated ? all : null).WithVenueAccount().WithSpool().WithArchives().WithStrategies().WithAlertInbox()
            .WithAddressesOf(all);
    }
}
